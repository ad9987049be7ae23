using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Bytes.Tls;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>
/// A connection to an endpoint. It serves one request at a time and is lent to the stage that carries it, its owner; between
/// requests it lies in the endpoint's pool and watches for the peer's end.
/// </summary>
public sealed class UpstreamConnection : IDisposable, ISocketOwner
{
    private readonly UpstreamPool _pool;
    private volatile StageSignal? _owner;
    private volatile SocketConnection? _io;
    private volatile SocketDial? _dial;
    private volatile bool _hasConnectResult;
    private int _closed;

    internal UpstreamConnection(UpstreamPool pool, MessageLimits limits)
    {
        _pool = pool;
        Reader = new ResponseReader(limits);
    }

    /// <summary>The stage to wake when something happens; null while in the pool.</summary>
    public StageSignal? Owner
    {
        get => _owner;
        internal set => _owner = value;
    }

    public UpstreamPool Pool => _pool;

    public ResponseReader Reader { get; }

    /// <summary>Bytes of the answer that were not consumed yet.</summary>
    public ByteBuffer Received { get; } = new();

    /// <summary>Requests sent on it so far.</summary>
    public int RequestsServed { get; internal set; }

    /// <summary>Of its pool, when it was opened: after <see cref="UpstreamPool.Renew"/> it is not taken back.</summary>
    internal int Generation { get; init; }

    public bool IsOpen => _io is not null;

    internal SocketConnection? Socket => _io;

    /// <summary>True while a connect is under way.</summary>
    public bool IsConnecting => _dial is not null && !_hasConnectResult;

    /// <summary>True once a connect has ended, well or badly.</summary>
    public bool HasConnectResult => _hasConnectResult;

    /// <summary>Why the handshake failed; null when it did not, or there was none.</summary>
    public string? ConnectProblem => _dial?.Problem;

    /// <summary>True while a wait for bytes is under way; false on a pooled connection means that the peer closed it or spoke out of turn.</summary>
    public bool IsWaiting => _io!.IsWaiting;

    public bool IsSending => _io!.IsSending;

    public SocketError SendError => _io!.SendError;

    /// <summary>When the connect ended.</summary>
    internal Instant OpenSince { get; private set; }

    internal Instant IdleSince { get; set; }

    internal bool IsIdle { get; set; }

    /// <summary>When it is not lent any more, as its ends have to prove themselves anew.</summary>
    internal Instant LeavesAt { get; private set; } = Instant.Never;

    /// <summary>See <see cref="PeerTerm.End(SocketConnection, UpstreamSecurity?, TimeProvider)"/>.</summary>
    internal Instant PeerEnds => PeerTerm.End(_io!, _pool.Security, _pool.Clock);

    private DenyList _judgedBy = DenyList.Empty;

    /// <summary>Whether the mesh has denied its other end. It costs a comparison while the list is the same.</summary>
    internal bool IsDenied()
    {
        if (_pool.Security is not { } security || _io is not TlsConnection secured || ReferenceEquals(security.Secrets.Workloads.Denied, _judgedBy)) return false;
        var denied = security.Secrets.Workloads.Denied;
        if (denied.Has(secured.Peer)) return true;
        _judgedBy = denied;
        return false;
    }

    /// <summary>Ends it under whoever has it, who finds it reset.</summary>
    internal void Cut() => _io?.Abort();

    /// <summary>Opens the connection. True when the outcome is known at once (see <see cref="IsOpen"/>); else the owner is woken.</summary>
    public bool Connect()
    {
        var dial = _dial = SocketDriver.Current.Dial(_pool.Address, _pool.Security, OnConnected, keepAlive: _pool.Settings.KeepAlive);
        if (!dial.Start()) return false;
        Adopt(dial);
        return true;
    }

    /// <summary>Begins to wait for bytes. True when they, or the end, are there already.</summary>
    public bool WaitReadable() => _io!.WaitReadable();

    /// <summary>Begins to wait on a connection on which nothing is due. False when something has come, or the end. A wait may end although nothing came.</summary>
    internal bool WaitInSilence()
    {
        while (_io!.WaitReadable())
            if (_io.Look() != SocketOutlook.Nothing) return false;
        return true;
    }

    /// <summary>Reads what is there to the end of <see cref="Received"/>.</summary>
    public int Read(bool large, out SocketError error)
    {
        var count = _io!.Read(Received.RoomToRead(large, _pool.Settings.ReadBytesMax), out error);
        Received.Advance(count);
        return count;
    }

    public bool Send(byte[] array, int start, int length) => _io!.Send(array, start, length);

    public void ShutdownSend() => _io!.ShutdownSend();

    /// <summary>Ends the connection; the pool no longer counts it. Buffers that the kernel may still touch are not reused.</summary>
    public void Close(bool abort = false)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        _owner = null;
        _pool.Forget(this);
        _dial?.Cancel();
        if (abort) _io?.Abort();
        else _io?.Dispose();
        Received.Release();
    }

    void IDisposable.Dispose() => Close();

    private void OnConnected(SocketDial dial)
    {
        Adopt(dial);
        _owner?.Fire();
    }

    /// <summary>Takes the outcome. That there is one can be seen only after the connection can.</summary>
    private void Adopt(SocketDial dial)
    {
        if (dial is { Connection: { } connection, Result: SocketError.Success }) Adopt(connection);
        _hasConnectResult = true;
    }

    private void Adopt(SocketConnection connection)
    {
        connection.Owner = this;
        OpenSince = _pool.Now;
        LeavesAt = PeerTerm.Leave(connection, _pool.Security, _pool.Clock);
        _io = connection;
        Interlocked.MemoryBarrier(); // Either Close sees the connection, or we see that it was closed while connecting. So it is with a denial.
        if (_closed != 0 || IsDenied()) connection.Dispose();
    }

    void ISocketOwner.OnSent() => _owner?.Fire();

    void ISocketOwner.OnReadable()
    {
        if (_owner is { } owner) owner.Fire();
        else _pool.OnReadableWhileIdle(this);
    }
}
