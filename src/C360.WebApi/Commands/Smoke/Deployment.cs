using System.Diagnostics;
using System.Net.Http.Headers;

namespace C360.WebApi.Commands.Smoke;

/// <summary>The running service: sends it one call at a time, in bounded time and memory, and waits as it is told to.</summary>
internal sealed class Deployment : IDisposable
{
    private const int LongestBody = 64 << 20;
    private const int MostWaits = 15;
    private const int MostUnanswered = 3;
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly string _address;
    private readonly string? _key;
    private readonly TimeSpan _patience;
    private readonly Action<string> _tell;
    private readonly HttpMessageInvoker _http;
    private int _unanswered;
    private bool _isStranger;

    /// <param name="address">Its address.</param>
    /// <param name="key">Sent with every call; null: none.</param>
    /// <param name="patience">How long a call may take.</param>
    /// <param name="tell">Told why nothing happens for a while.</param>
    public Deployment(Uri address, string? key, TimeSpan patience, Action<string> tell)
    {
        (_address, _key, _patience, _tell) = (address.AbsoluteUri.TrimEnd('/'), key, patience, tell);
        // A redirect is judged, not followed: it could lead the key to another host.
        _http = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = !address.IsLoopback, AllowAutoRedirect = false });
    }

    /// <summary>Whether a key is sent.</summary>
    public bool HasKey => _key is not null;

    /// <summary>Sends a call; a refusal for being too many is waited out.</summary>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Reply> SendAsync(Call call, CancellationToken cancellationToken)
    {
        if (_unanswered >= MostUnanswered)
            return NotSent($"{MostUnanswered} calls in a row were not answered");
        // Each more would count as another guess at a key, and shut out whoever shares this address.
        if (_isStranger && call.Scope is not null)
            return NotSent("who calls was refused (401), see above");
        for (int left = MostWaits; ; left--)
        {
            Reply reply = await OnceAsync(call, cancellationToken);
            if (reply.Status != StatusCodes.Status429TooManyRequests || left == 0)
            {
                _unanswered = reply.Failure is null ? 0 : _unanswered + 1;
                _isStranger |= reply.Status == StatusCodes.Status401Unauthorized;
                return reply;
            }
            TimeSpan wait = WaitOf(reply);
            _tell($"waits {wait.TotalSeconds:0} s, as the rate limit of the service asks");
            await Task.Delay(wait, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static Reply NotSent(string why) => new(0) { Failure = $"not called: {why}", IsNotSent = true };

    private static TimeSpan WaitOf(Reply reply)
    {
        _ = RetryConditionHeaderValue.TryParse(reply.Headers.GetValueOrDefault("Retry-After"), out RetryConditionHeaderValue? told);
        TimeSpan wait = told?.Delta ?? TimeSpan.FromSeconds(5);
        return wait < ShortestWait ? ShortestWait
            : wait > LongestWait ? LongestWait
            : wait;
    }

    private async Task<Reply> OnceAsync(Call call, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_patience);
        Reply reply;
        try
        {
            using HttpRequestMessage request = RequestFor(call);
            using HttpResponseMessage response = await _http.SendAsync(request, deadline.Token);
            reply = await ReplyAsync(response, deadline.Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            reply = new Reply(0) { Failure = $"no answer: {exception.GetBaseException().Message}" };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            reply = new Reply(0) { Failure = $"no whole answer within {_patience.TotalSeconds:0.#} s" };
        }
        return reply with { Took = Stopwatch.GetElapsedTime(began) };
    }

    private HttpRequestMessage RequestFor(Call call)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(_address + call.Path, AsItIs));
        request.Headers.TryAddWithoutValidation("Accept", call.Accept);
        if (_key is not null)
            request.Headers.TryAddWithoutValidation("X-API-Key", _key);
        if (call.IfNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", call.IfNoneMatch);
        return request;
    }

    private static async Task<Reply> ReplyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var body = new MemoryStream();
        byte[] piece = new byte[1 << 16];
        for (int length; (length = await stream.ReadAsync(piece, cancellationToken)) > 0; )
        {
            if (body.Length + length > LongestBody)
                return new Reply(0) { Failure = $"the answer is longer than {LongestBody >> 20} MB" };
            body.Write(piece, 0, length);
        }
        return new Reply((int)response.StatusCode)
        {
            MediaType = response.Content.Headers.ContentType?.MediaType,
            Headers = response.Headers.ToDictionary(
                header => header.Key,
                header => string.Join(", ", header.Value),
                StringComparer.OrdinalIgnoreCase
            ),
            Body = body.ToArray(),
        };
    }
}
