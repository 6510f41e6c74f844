using System.Buffers;

namespace C360.Infrastructure.Spark.Connect.Grpc;

/// <summary>One call and its answers, one at a time. For one reader at a time.</summary>
internal sealed class GrpcCall<TResponse> : IAsyncDisposable
    where TResponse : class
{
    private const int SmallBuffer = 1024;

    private readonly GrpcConnection _connection;
    private readonly GrpcRequest _request;
    private readonly Func<ReadOnlyMemory<byte>, TResponse> _parse;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _ended;

    /// <summary>
    /// Holds the present answer: a batch may have 128 MB, so there are no two copies of one. The last is left to the garbage collector: whoever ends the
    /// call does not know whether its reader has done with it.
    /// </summary>
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(SmallBuffer);

    private HttpResponseMessage? _response;
    private Stream? _body;
    private bool _done;

    internal GrpcCall(
        GrpcConnection connection,
        GrpcRequest request,
        Func<ReadOnlyMemory<byte>, TResponse> parse,
        TimeProvider time,
        CancellationToken caller
    )
    {
        (_connection, _request, _parse, _caller) = (connection, request, parse, caller);
        _deadline = new CancellationTokenSource(request.Timeout, time);
        _ended = CancellationTokenSource.CreateLinkedTokenSource(caller, _deadline.Token);
    }

    /// <summary>The next answer; it is good until the one after it is asked for.</summary>
    /// <returns>Null when the server has ended the call, well.</returns>
    /// <exception cref="GrpcException">It ended in any other way.</exception>
    /// <exception cref="OperationCanceledException">The caller has cancelled it.</exception>
    public async Task<TResponse?> NextAsync()
    {
        if (_done)
            return null;
        try
        {
            if (await ReadAsync() is { } bytes)
                return _parse(bytes);
        }
        catch (Exception exception)
        {
            _done = true;
            throw Translate(exception);
        }
        _done = true;
        return GrpcEnd.FailureOf(_response!) is { } failure ? throw failure : null;
    }

    /// <summary>Ends the call on this side.</summary>
    public async ValueTask DisposeAsync()
    {
        _done = true;
        if (_body is not null)
            await _body.DisposeAsync();
        _response?.Dispose();
        _ended.Dispose();
        _deadline.Dispose();
    }

    private Exception Translate(Exception exception) =>
        _caller.IsCancellationRequested ? new OperationCanceledException(exception.Message, exception, _caller)
        : _deadline.IsCancellationRequested
            ? new GrpcException(
                GrpcStatus.DeadlineExceeded,
                $"{_request.Rpc} took longer than {_request.Timeout.TotalSeconds:0.#} s",
                exception
            )
        : GrpcFailures.Of(exception);

    private async ValueTask<ReadOnlyMemory<byte>?> ReadAsync()
    {
        if (_body is null)
        {
            _response = await _connection.SendAsync(_request, _ended.Token);
            _body = await _response.Content.ReadAsStreamAsync(_ended.Token);
        }
        if (!IsGrpc(_response!))
            return null; // its status says what it is

        int read = await _body.ReadAtLeastAsync(_buffer.AsMemory(0, GrpcFrame.PrefixLength), GrpcFrame.PrefixLength, false, _ended.Token);
        if (read == 0)
            return null;
        if (read < GrpcFrame.PrefixLength)
            throw new EndOfStreamException("The answer ended inside a message");

        int size = GrpcFrame.LengthOf(_buffer.AsSpan(0, GrpcFrame.PrefixLength), _connection.MaxMessageSize);
        MakeRoom(size);
        await _body.ReadExactlyAsync(_buffer.AsMemory(0, size), _ended.Token);
        return _buffer.AsMemory(0, size);
    }

    private static bool IsGrpc(HttpResponseMessage response) =>
        response.IsSuccessStatusCode
        && response.Content.Headers.ContentType?.MediaType?.StartsWith("application/grpc", StringComparison.Ordinal) == true;

    private void MakeRoom(int size)
    {
        if (size <= _buffer.Length)
            return;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = []; // if renting fails, it is not returned twice
        _buffer = ArrayPool<byte>.Shared.Rent(size);
    }
}
