namespace C360.WebApi.Configuration;

/// <summary>A setting that the service cannot start with; the message is one line that names the variable, the value and what is allowed.</summary>
/// <param name="message">The line.</param>
public sealed class SettingException(string message) : Exception(message);
