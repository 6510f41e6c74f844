namespace C360.Application.Verification;

/// <summary>The engines cannot be compared, because one of them or the data cannot be used; the message says which, in a sentence.</summary>
/// <param name="message">The sentence.</param>
/// <param name="innerException">What it came of, if anything.</param>
public sealed class EnginesNotComparableException(string message, Exception? innerException = null) : Exception(message, innerException);
