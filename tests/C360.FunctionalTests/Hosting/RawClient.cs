using System.Buffers;
using System.Net.Sockets;
using System.Text;

namespace C360.FunctionalTests.Hosting;

/// <summary>Sends bytes as they stand: what no HTTP client would, too.</summary>
internal static class RawClient
{
    /// <summary>Long enough for a busy machine: a service that says nothing for so long does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends a request on a connection of its own and reads the answer.</summary>
    public static Task<RawAnswer> SendAsync(ApiHost host, string request) => SendAsync(host, Encoding.Latin1.GetBytes(request));

    /// <summary>Sends a request on a connection of its own and reads the answer.</summary>
    public static async Task<RawAnswer> SendAsync(ApiHost host, ReadOnlyMemory<byte> request)
    {
        using Socket socket = await ConnectAsync(host);
        // Closed hard: ten thousand of them would use up the machine's ports otherwise.
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        using var enough = new CancellationTokenSource(Patience);
        try
        {
            await socket.SendAsync(request, enough.Token);
        }
        catch (SocketException)
        {
            // The service may answer and hang up before it has read everything.
        }
        bool bodiless = Encoding.Latin1.GetString(request.Span[..Math.Min(5, request.Length)]) == "HEAD ";
        return await ReadAsync(socket, bodiless, enough.Token);
    }

    /// <summary>A connection.</summary>
    public static async Task<Socket> ConnectAsync(ApiHost host)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", host.Client.BaseAddress!.Port);
        return socket;
    }

    /// <summary>Reads until the answer is whole or the service hangs up.</summary>
    public static async Task<RawAnswer> ReadAsync(Socket socket, bool bodiless, CancellationToken cancellationToken)
    {
        var received = new ArrayBufferWriter<byte>();
        while (true)
        {
            if (RawAnswer.TryRead(received.WrittenSpan, bodiless) is { } answer)
                return answer;
            int count;
            try
            {
                count = await socket.ReceiveAsync(received.GetMemory(16 * 1024), cancellationToken);
            }
            catch (SocketException)
            {
                count = 0;
            }
            if (count == 0)
                return RawAnswer.TryRead(received.WrittenSpan, bodiless: true) ?? RawAnswer.None;
            received.Advance(count);
        }
    }
}
