using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A server whose answers are the targets that it is asked for. It can be held up.</summary>
internal sealed class LoopbackUpstream : IDisposable
{
    private readonly Socket _listening = Loopback.Listen();
    private volatile TaskCompletionSource _gate = new();
    private int _accepted, _open, _asked;

    public LoopbackUpstream()
    {
        _gate.SetResult();
        _ = Accept();
    }

    public IPEndPoint Address => (IPEndPoint)_listening.LocalEndPoint!;

    public int Port => Address.Port;

    /// <summary>Connections so far.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections that the proxy has not ended.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Requests so far.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Answers nothing from now on.</summary>
    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void GoOn() => _gate.TrySetResult();

    public void Dispose()
    {
        _listening.Dispose();
        GoOn();
    }

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
            for (var request = ""; ;)
            {
                var count = await socket.ReceiveAsync(buffer);
                if (count == 0) return;
                request += Encoding.Latin1.GetString(buffer, 0, count);
                if (!request.EndsWith("\r\n\r\n", StringComparison.Ordinal)) continue;
                Interlocked.Increment(ref _asked);
                await _gate.Task;
                var target = request.Split(' ')[1];
                request = "";
                await socket.SendAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\ncontent-length: {target.Length}\r\n\r\n{target}"));
            }
        }
        catch (SocketException)
        {
            // The proxy reset it.
        }
        finally
        {
            socket.Dispose();
            Interlocked.Decrement(ref _open);
        }
    }
}
