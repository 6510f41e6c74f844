namespace C360.Domain.Refreshing;

/// <summary>A refresh that cannot succeed until somebody changes something; the message names the culprit in the user's words.</summary>
/// <param name="message">What is wrong, where, and what would mend it: names sources, files, columns, models; never a machine's full path or SQL.</param>
/// <param name="innerException">What the engine or the file system said, for the log.</param>
public sealed class RefreshFailedException(string message, Exception? innerException = null) : Exception(message, innerException);
