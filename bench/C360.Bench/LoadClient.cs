using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace C360.Bench;

/// <summary>A client that costs next to nothing: one thread per connection, prepared bytes out, Content-Length bytes in, no allocation per request.</summary>
internal static class LoadClient
{
    public static (double PerSecond, long Requests) Run(Uri address, string path, int connections, TimeSpan duration, string headers = "")
    {
        byte[] request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\n{headers}\r\n");
        long total = 0;
        long start = Stopwatch.GetTimestamp();
        Thread[] threads =
        [
            .. Enumerable
                .Range(0, connections)
                .Select(_ => new Thread(() =>
                {
                    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    socket.Connect(IPAddress.Loopback, address.Port);
                    byte[] buffer = new byte[1 << 20];
                    long done = 0;
                    while (Stopwatch.GetElapsedTime(start) < duration)
                    {
                        socket.Send(request);
                        Receive(socket, buffer);
                        done++;
                    }
                    Interlocked.Add(ref total, done);
                })),
        ];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        return (total / Stopwatch.GetElapsedTime(start).TotalSeconds, total);
    }

    private static void Receive(Socket socket, byte[] buffer)
    {
        int have = 0;
        int end;
        do
        {
            int got = socket.Receive(buffer, have, buffer.Length - have, SocketFlags.None);
            if (got == 0)
                throw new IOException("The server closed the connection");
            have += got;
            end = buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8);
        } while (end < 0);
        ReadOnlySpan<byte> head = buffer.AsSpan(0, end);
        if (head.StartsWith("HTTP/1.1 304"u8))
            return;
        if (!head.StartsWith("HTTP/1.1 200"u8))
            throw new IOException(Encoding.ASCII.GetString(head));
        int at = head.IndexOf("Content-Length: "u8);
        if (!System.Buffers.Text.Utf8Parser.TryParse(head[(at + 16)..], out int length, out _))
            throw new IOException("The answer has no length");
        int missing = end + 4 + length - have;
        while (missing > 0)
            missing -= socket.Receive(buffer, 0, Math.Min(missing, buffer.Length), SocketFlags.None);
    }
}
