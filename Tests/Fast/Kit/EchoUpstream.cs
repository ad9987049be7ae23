using System.Net;
using System.Net.Sockets;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A server that sends everything back, and ends its side when the other has ended.</summary>
internal sealed class EchoUpstream : IDisposable
{
    private readonly Socket _listening = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private int _open;

    public EchoUpstream()
    {
        _listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listening.Listen();
        _ = Accept();
    }

    public IPEndPoint Address => (IPEndPoint)_listening.LocalEndPoint!;

    /// <summary>Connections that have not ended.</summary>
    public int Open => Volatile.Read(ref _open);

    public void Dispose() => _listening.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var socket = await _listening.AcceptAsync();
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
                for (var at = 0; at < count;) at += await socket.SendAsync(buffer.AsMemory(at, count - at));
            socket.Shutdown(SocketShutdown.Send);
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
