using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace C360.UnitTests;

/// <summary>Keeps what was logged, in order, each line behind its level: <c>Warning: …</c>.</summary>
internal sealed class NotingLogger<T> : ILogger<T>
{
    public ConcurrentQueue<string> Lines { get; } = [];

    /// <summary>The lines of warnings, and of what is worse.</summary>
    public ConcurrentQueue<string> Warnings { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        string line = $"{logLevel}: {formatter(state, exception)}";
        Lines.Enqueue(line);
        if (logLevel >= LogLevel.Warning)
            Warnings.Enqueue(line);
    }
}
