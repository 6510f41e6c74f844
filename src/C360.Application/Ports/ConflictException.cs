namespace C360.Application.Ports;

/// <summary>What was asked for cannot be done as things stand.</summary>
/// <param name="message">Why, in plain words.</param>
/// <param name="inner">What went wrong, if anything.</param>
public class ConflictException(string message, Exception? inner = null) : Exception(message, inner);
