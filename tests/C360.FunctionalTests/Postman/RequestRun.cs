namespace C360.FunctionalTests.Postman;

/// <summary>How a request of the collection went.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="IsChanged">Whether <see cref="ChangedAnswers"/> had its hand in the answer.</param>
/// <param name="Assertions">What was looked at.</param>
/// <param name="Skipped">What was not.</param>
/// <param name="Failed">What was red.</param>
internal sealed record RequestRun(string Name, int? Status, bool IsChanged, string[] Assertions, string[] Skipped, string[] Failed);
