using System.Net.Sockets;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Bytes.Tls;

/// <summary>A connect to an address and the handshake after it: it has ended when both have.</summary>
internal sealed class SecureDial : SocketDial
{
    private const int Running = 0;
    private const int Ended = 1;
    private const int Cancelled = 2;

    private readonly UpstreamSecurity _security;
    private readonly Action<SocketDial> _onEnded;
    private readonly SocketDial _tcp;
    private volatile SocketConnection? _wire;
    private int _state;
    private volatile string? _problem;

    /// <param name="dial">Makes the connect, which tells when it has ended.</param>
    public SecureDial(UpstreamSecurity security, Func<Action<SocketDial>, SocketDial> dial, Action<SocketDial> onEnded)
    {
        (_security, _onEnded) = (security, onEnded);
        _tcp = dial(_ =>
        {
            if (!Secure()) _onEnded(this);
        });
    }

    public override string? Problem => _problem;

    public override bool Start() => _tcp.Start() && !Secure();

    public override void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Cancelled, Running) != Running) return;
        _tcp.Cancel();
        _wire?.Abort();
    }

    /// <summary>False when there is nothing to secure: the outcome is known.</summary>
    private bool Secure()
    {
        if (_tcp.Result != SocketError.Success)
        {
            Result = _tcp.Result;
            return false;
        }

        var wire = (PlainConnection)_tcp.Connection!;
        if (TlsHandshake.With(wire, _security, OnHandshake) is not { } handshake)
        {
            wire.Dispose();
            _problem = "our own certificate, or the roots to check the endpoint's by, have not come yet";
            Result = SocketError.ConnectionAborted;
            return false;
        }

        _wire = wire;
        Interlocked.MemoryBarrier(); // Either Cancel sees the connection, or we see that it came first.
        if (Volatile.Read(ref _state) == Cancelled) wire.Abort();
        handshake.Start();
        return true;
    }

    private void OnHandshake(TlsHandshake handshake)
    {
        _problem = handshake.Problem;
        if (Interlocked.CompareExchange(ref _state, Ended, Running) == Running && handshake.Connection is { } connection)
        {
            Connection = connection;
            Result = SocketError.Success;
        }
        else
        {
            if (handshake.Connection is { } late) late.Abort();
            else _wire!.Dispose();
            Result = Volatile.Read(ref _state) == Cancelled ? SocketError.OperationAborted : SocketError.ConnectionAborted;
        }

        _onEnded(this);
    }
}
