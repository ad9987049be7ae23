using System.Net;
using ActorMesh.DataPlane.Bytes.Tls;
using ActorMesh.Runtime.Identity;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>
/// An accepted connection, from its first byte to its end: its socket, and what listener and stream have to tell each other.
/// It outlives its stream: one that stays silent is <i>parked</i>, which frees the stream, until bytes come and the listener starts another.
/// </summary>
public sealed class ClientConnection : IDisposable
{
    private const int None = 0;
    private const int Asked = 1;
    private const int Parked = 2;

    private readonly Action<ClientConnection, ClientEvent> _tell;
    private volatile bool _isDraining;
    private volatile StageSignal? _drainSignal;
    private int _parking;
    private Instant _beyondEnds = Instant.Never;

    /// <param name="tell">Called from any thread.</param>
    public ClientConnection(SocketConnection socket, Action<ClientConnection, ClientEvent> tell)
    {
        _tell = tell;
        Socket = socket;
        Socket.OnStreamEnded = StreamEnded;
    }

    public SocketConnection Socket { get; }

    public EndPoint? RemoteAddress => Socket.Socket.RemoteEndPoint;

    public EndPoint? LocalAddress => Socket.Socket.LocalEndPoint;

    /// <summary>Who the client proved to be; null when it proved nothing.</summary>
    public PeerIdentity? Peer { get; init; }

    /// <summary>When that is proof no longer; never, where it proved nothing.</summary>
    public Instant PeerEnds { get; init; } = Instant.Never;

    /// <summary>When it is to end as soon as nothing is under way on it.</summary>
    public Instant LeavesAt { get; init; } = Instant.Never;

    /// <summary>What its bytes are passed on to, unread; null while they are read here.</summary>
    public SocketConnection? Beyond { get; private set; }

    /// <summary>When one of its two sides has proved no longer who it is; never, where neither did.</summary>
    public Instant Ends => Instant.Earlier(PeerEnds, _beyondEnds);

    /// <summary>First URI name of the certificate that was shown to the client; null without one.</summary>
    public string? LocalUri { get; init; }

    /// <summary>The server that the client asked for (SNI); null when it named none.</summary>
    public string? ServerName { get; init; }

    /// <summary>Whether it is secured by TLS.</summary>
    public bool IsSecured => Socket is TlsConnection;

    /// <summary>True once the connection is to end as soon as that disturbs nobody.</summary>
    public bool IsDraining => _isDraining;

    /// <summary>Requests that were served on it, in all its streams.</summary>
    public int RequestsServed { get; set; }

    /// <summary>When its first stream began.</summary>
    public Instant OpenedAt { get; set; } = Instant.Never;

    /// <summary>When the silence began; the stream that continues after a pause does not start the idle limit anew.</summary>
    public Instant IdleSince { get; set; } = Instant.Never;

    /// <summary>The stage to wake when draining begins.</summary>
    internal StageSignal? DrainSignal
    {
        set => _drainSignal = value;
    }

    /// <param name="ends">When that one has proved no longer who it is.</param>
    public void PassTo(SocketConnection beyond, Instant ends) => (_beyondEnds, Beyond) = (ends, beyond);

    public void Drain()
    {
        _isDraining = true;
        _drainSignal?.Fire();
    }

    /// <summary>Ends the connection now, whatever it is doing.</summary>
    public void Abort()
    {
        Socket.Abort();
        Dispose();
    }

    /// <summary>Called by the stream that is about to end: the connection is not to end with it.</summary>
    public void Park() => Volatile.Write(ref _parking, Asked);

    /// <summary>Ends it if it has no stream. False when it has one.</summary>
    public bool EndIfParked()
    {
        if (Interlocked.CompareExchange(ref _parking, None, Parked) != Parked) return false;
        Dispose();
        return true;
    }

    public void Dispose()
    {
        Socket.Dispose();
        _tell(this, ClientEvent.Ended);
    }

    private void StreamEnded(bool isAborted)
    {
        _drainSignal = null;
        Socket.PeerEndSignal = null;
        if (Volatile.Read(ref _parking) == Asked && !isAborted)
        {
            Socket.Rest();
            Socket.Owner = new ParkedWatch(this);
            _tell(this, ClientEvent.Parked);
            Interlocked.Exchange(ref _parking, Parked);
            if (!Socket.IsWaiting) Wake(); // Something came while nobody watched.
            return;
        }

        if (isAborted) Socket.Abort();
        Dispose();
    }

    private void Wake()
    {
        if (Interlocked.CompareExchange(ref _parking, None, Parked) == Parked) _tell(this, ClientEvent.Woken);
    }

    private sealed class ParkedWatch(ClientConnection connection) : ISocketOwner
    {
        public void OnReadable() => connection.Wake();

        public void OnSent()
        {
        }
    }
}
