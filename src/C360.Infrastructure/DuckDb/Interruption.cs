namespace C360.Infrastructure.DuckDb;

/// <summary>
/// Interrupts the connection when the token is cancelled, and again every few milliseconds until the call has returned: DuckDB forgets an
/// interrupt that comes before its statement has begun.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(5);
    private readonly DuckDbConnection _connection;
    private readonly CancellationTokenRegistration _registration;
    private readonly Lock _gate = new();
    private Timer? _timer;
    private bool _over;

    /// <summary>Begins to watch the token.</summary>
    public Interruption(DuckDbConnection connection, CancellationToken cancellationToken)
    {
        _connection = connection;
        _registration = cancellationToken.UnsafeRegister(static watch => ((Interruption)watch!).Start(), this);
    }

    /// <summary>The call has returned.</summary>
    public void Dispose()
    {
        _registration.Dispose();
        lock (_gate)
        {
            _over = true;
            _timer?.Dispose();
        }
    }

    private void Start()
    {
        lock (_gate)
        {
            if (!_over)
            {
                _timer = new Timer(static watch => ((Interruption)watch!).Interrupt(), this, TimeSpan.Zero, Again);
            }
        }
    }

    private void Interrupt()
    {
        lock (_gate)
        {
            if (_over)
            {
                return;
            }
            try
            {
                _connection.Interrupt();
            }
            catch (ObjectDisposedException)
            {
                // Disposed of by another thread while its statement runs: nothing is left to interrupt it by.
            }
        }
    }
}
