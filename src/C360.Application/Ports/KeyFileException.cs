namespace C360.Application.Ports;

/// <summary>The file of keys cannot be used. The message says why, in one line that holds nothing of what is secret in it.</summary>
/// <param name="message">Why.</param>
/// <param name="cause">What was met; null when the file's content is at fault.</param>
public sealed class KeyFileException(string message, Exception? cause = null) : Exception(message, cause);
