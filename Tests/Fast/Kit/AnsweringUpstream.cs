using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A server that gives the same answer to whatever comes, until it is told another. It keeps connections open.</summary>
internal sealed class AnsweringUpstream : IDisposable
{
    private readonly Socket _listening = Loopback.Listen();
    private int _accepted, _open;

    /// <param name="answer">Octets; null: none ever comes.</param>
    public AnsweringUpstream(string? answer)
    {
        Answer = answer;
        _ = Accept();
    }

    public IPEndPoint Address => (IPEndPoint)_listening.LocalEndPoint!;

    public string? Answer { get; set; }

    /// <summary>What came, one entry for each read.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>Connections so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections that have not ended.</summary>
    public int Open => Volatile.Read(ref _open);

    public static string Status(int status, string headers = "") => $"HTTP/1.1 {status} x\r\n{headers}content-length: 0\r\n\r\n";

    public void Dispose() => _listening.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var socket = await _listening.AcceptAsync();
                Interlocked.Increment(ref _accepted);
                Interlocked.Increment(ref _open);
                _ = Serve(socket);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task Serve(Socket socket)
    {
        try
        {
            var buffer = new byte[16 * 1024];
            for (int count; (count = await socket.ReceiveAsync(buffer)) > 0;)
            {
                Heard.Enqueue(Encoding.Latin1.GetString(buffer, 0, count));
                if (Answer is { } answer) await socket.SendAsync(Encoding.Latin1.GetBytes(answer));
            }
        }
        catch (SocketException)
        {
            // The other side reset it.
        }
        finally
        {
            socket.Dispose();
            Interlocked.Decrement(ref _open);
        }
    }
}
