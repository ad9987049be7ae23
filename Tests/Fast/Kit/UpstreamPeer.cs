using System.Net.Sockets;
using System.Text;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>The upstream's end of one connection that the proxy opened.</summary>
internal sealed class UpstreamPeer(StageLab lab, Socket socket) : IDisposable
{
    private readonly StringBuilder _pending = new();

    /// <summary>What came up to these octets, which are waited for.</summary>
    public string ReadTo(string end = "\r\n\r\n")
    {
        while (true)
        {
            var text = _pending.ToString();
            var at = text.IndexOf(end, StringComparison.Ordinal);
            if (at >= 0)
            {
                _pending.Clear().Append(text.AsSpan(at + end.Length));
                return text[..(at + end.Length)];
            }

            if (!Receive()) throw new IOException($"The proxy closed the connection after: {text}");
        }
    }

    /// <summary>Waits for the end of the connection: all that came before it.</summary>
    public string ReadToEnd()
    {
        while (Receive())
        {
        }

        return _pending.ToString();
    }

    public void Send(string octets) => socket.Send(octets.Octets());

    /// <summary>Ends the sending side.</summary>
    public void End() => socket.Shutdown(SocketShutdown.Send);

    public void Reset() => socket.Reset();

    public void Dispose() => socket.Dispose();

    private bool Receive()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            var count = lab.Dispatcher.Await(socket.ReceiveAsync(buffer, SocketFlags.None));
            _pending.Append(((ReadOnlySpan<byte>)buffer.AsSpan(0, count)).Latin());
            return count > 0;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            return false;
        }
    }
}
