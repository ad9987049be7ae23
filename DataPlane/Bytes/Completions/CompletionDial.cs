using System.Net;
using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes.Completions;

/// <summary>A connect by the framework's asynchronous sockets.</summary>
internal sealed class CompletionDial(EndPoint to, Action<SocketDial> onEnded, SocketKeepAlive? keepAlive) : SocketDial
{
    private Connecting? _connecting;

    public override bool Start()
    {
        var connecting = _connecting = new Connecting(this, to);
        try
        {
            if (Socket.ConnectAsync(SocketType.Stream, ProtocolType.Tcp, connecting)) return false;
            Take(connecting);
        }
        catch (SocketException e)
        {
            Result = e.SocketErrorCode; // No descriptor left for the socket.
        }
        catch (ObjectDisposedException)
        {
            Result = SocketError.OperationAborted; // Cancelled in this very moment.
        }

        return true;
    }

    public override void Cancel()
    {
        if (_connecting is { } connecting) Socket.CancelConnectAsync(connecting);
    }

    private void Take(Connecting connecting)
    {
        var result = connecting.SocketError;
        Result = result == SocketError.Success ? Adopt(connecting.ConnectSocket!) : result;
        _connecting = null;
    }

    private SocketError Adopt(Socket connected)
    {
        try
        {
            keepAlive?.Set(connected);
            Connection = new CompletionConnection(connected);
            return SocketError.Success;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return SocketError.ConnectionReset; // It ended in this very moment.
        }
    }

    private void Tell() => onEnded(this);

    private sealed class Connecting : SocketAsyncEventArgs
    {
        private readonly CompletionDial _dial;

        public Connecting(CompletionDial dial, EndPoint to)
            : base(true)
        {
            _dial = dial;
            RemoteEndPoint = to;
        }

        protected override void OnCompleted(SocketAsyncEventArgs e)
        {
            _dial.Take(this);
            _dial.Tell();
        }
    }
}
