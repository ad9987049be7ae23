using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Bytes.Tls;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Event;

namespace ActorMesh.DataPlane.Listening;

/// <summary>Owns one bound socket and the connections that came in through it. Starts a stream for each, and drains them in the end.</summary>
/// <remarks>Accepting -> Draining (socket closed, connections finishing) -> stopped when the last has ended.</remarks>
public sealed partial class ListenerActor : UntypedActor, IWithTimers, IAcceptorOwner
{
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ParkedDrainGrace = TimeSpan.FromSeconds(1);

    private readonly LiveConnections _connections = new();
    private readonly PeerWatch _watch;
    private readonly ListenerStatus _status;
    private readonly TrafficContext _context;
    private readonly FastRandom _draws;
    private readonly SilentMemory _memory = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _self = Context.Self;
    private ListenerPlan _plan;
    private readonly ListenerChains _chains;
    private readonly ListenerDoor _door;
    private readonly SocketAcceptor _acceptor;
    private volatile bool _isDraining;
    private bool _isSocketClosed;
    private bool _isAborted;
    private int _dials;
    private volatile bool _isStopped;

    public ListenerActor(Socket bound, ListenerPlan plan, ListenerStatus status, TrafficContext context)
    {
        (_plan, _status, _context) = (plan, status, context);
        _watch = new PeerWatch(_connections, context);
        _chains = new ListenerChains(status, context);
        _door = new ListenerDoor(status, context, new RefusalLog(_log, context.Clock), OnOpeningEnded);
        _acceptor = SocketDriver.Current.Accept(bound, this);
        _draws = new FastRandom(context.Seed ^ (ulong)bound.Handle);
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    /// <summary>On the acceptor's thread, not the actor's: connections beyond the limit never queue up for it.</summary>
    void IAcceptorOwner.OnAccepted(Socket connection)
    {
        if (_isStopped || DescriptorReserve.Holds(connection) || !_context.Clients.TryAdd())
        {
            _status.WasRefused();
            connection.Dispose();
            return;
        }

        _status.Began();
        _self.Tell(new Message.Accepted(connection), ActorRefs.NoSender);
    }

    void IAcceptorOwner.OnPaused(SocketError why) => _self.Tell(new Message.AcceptFailed(why), ActorRefs.NoSender);

    void IAcceptorOwner.OnClosed() => _self.Tell(new Message.Closed(), ActorRefs.NoSender);

    protected override void PreStart()
    {
        Use(_plan);
        Timers.StartPeriodicTimer("sweep", new Message.Sweep(), SweepInterval);
        _acceptor.Run();
    }

    protected override void PostStop()
    {
        _isStopped = true;
        _acceptor.Close();
        EndAll();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Accepted accepted:
                OnAccepted(accepted.Socket);
                break;
            case Message.Opened opened:
                OnOpened(opened.Opening);
                break;
            case Message.Dialled dialled:
                OnDialled(dialled.Dial);
                break;
            case Message.Update update:
                Use(update.Plan);
                break;
            case Message.Drain:
                Drain();
                break;
            case Message.Abort:
                _isAborted = true;
                Drain();
                EndAll();
                StopWhenEmpty();
                break;
            case Message.Woken woken:
                Carry(woken.Connection);
                break;
            case Message.Sweep:
                Sweep();
                break;
            case Message.EndGone gone:
                End(_connections.Of(gone.Chain), gone.IsLast);
                break;
            case Message.EndParked:
                End(_connections.Now(), isLast: false);
                break;
            case Message.Closed or Message.LastEnded:
                _isSocketClosed |= message is Message.Closed;
                StopWhenEmpty();
                break;
            case Message.AcceptFailed failed:
                _log.Warning("listener {0}: cannot accept for now ({1}); trying again in {2} ms", _plan.Name, failed.Error, AcceptPause.TotalMilliseconds);
                Timers.StartSingleTimer("accept", new Message.AcceptAgain(), AcceptPause);
                break;
            case Message.AcceptAgain:
                if (!_isDraining) _acceptor.Run();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Use(ListenerPlan plan)
    {
        (_plan, _status.Name) = (plan, plan.Name);
        // Who was let in by a rule that is gone is asked to come again.
        foreach (var gone in _chains.Use(plan)) DrainChain(gone);
        JudgeAgain();
    }

    private void OnAccepted(Socket socket)
    {
        if (_isAborted)
        {
            socket.Dispose();
            Uncount();
            return;
        }

        try
        {
            var connection = SocketDriver.Current.Adopt(socket);
            if (_plan.LooksAtFirstBytes) _door.Open((PlainConnection)connection, _plan);
            else Begin(connection, _chains.Of(_plan.Chains[0]));
        }
        catch (SocketException)
        {
            socket.Dispose(); // The client left before it was served.
            Uncount();
        }
    }

    private void OnOpeningEnded(ConnectionOpening opening)
    {
        if (_isStopped)
        {
            opening.Connection?.Abort();
            Uncount();
        }
        else _self.Tell(new Message.Opened(opening), ActorRefs.NoSender);
    }

    private void OnOpened(ConnectionOpening opening)
    {
        _door.Close(opening, _plan.Name);
        if (opening.Connection is { } connection && !_isAborted && _chains.Following(opening.Chain!) is { } chain)
        {
            Begin(connection, chain, opening.ServerName);
            return;
        }

        opening.Connection?.Abort();
        Uncount();
        StopWhenEmpty();
    }

    private void Begin(SocketConnection socket, ListenerChain chain, string? serverName = null)
    {
        socket.ReadBytesMax = _plan.ReadBytesMax;
        var secured = socket as TlsConnection;
        var connection = new ClientConnection(socket, OnClientEvent)
        {
            Peer = secured?.Peer, PeerEnds = PeerTerm.End(secured?.Peer, _context.Clock), LeavesAt = PeerTerm.Leave(secured?.Peer, _context.Clock),
            LocalUri = secured?.LocalUri, ServerName = serverName,
        };
        _connections.Add(connection, chain);
        if (_isDraining) connection.Drain();
        if (_watch.IsDenied(connection)) connection.Abort();
        else if (chain.Plan.Guards.IsEmpty || ConnectionAdmission.Admits(connection, chain.Plan.Guards, _plan.Name, _context)) Carry(connection);
        else connection.Abort();
    }

    private void Carry(ClientConnection connection)
    {
        if (_connections.ChainOf(connection) is not { } chain) return;
        if (chain.Http is { } http) http.Run(connection, _context.Materializer);
        else if (chain.Plan.Tcp is { } tcp) Dial(connection, tcp);
        else connection.Dispose();
    }

    private void Dial(ClientConnection connection, TcpConfiguration tcp)
    {
        new UpstreamDial(connection, tcp, _context, _status.Tcp!, _draws, OnDialEnded).Start();
        _dials++; // Its end is a message, which comes after this one.
    }

    private void OnDialled(UpstreamDial dial)
    {
        _dials--;
        if (dial.Upstream is not null && _connections.ChainOf(dial.Client)?.Tcp is { } tcp && !_isAborted)
        {
            dial.Client.PassTo(dial.Upstream, PeerTerm.End(dial.Upstream, dial.Endpoint!.Pool!.Security, _context.Clock));
            tcp.Run(dial, _context.Materializer);
            if (_watch.IsDenied(dial.Client)) dial.Client.Abort(); // Since it proved itself.
            return;
        }

        dial.Discard();
        StopWhenEmpty();
    }

    private void OnDialEnded(UpstreamDial dial)
    {
        if (_isStopped) dial.Discard();
        else _self.Tell(new Message.Dialled(dial), ActorRefs.NoSender);
    }

    private void OnClientEvent(ClientConnection connection, ClientEvent what)
    {
        if (what == ClientEvent.Ended) Forget(connection);
        else if (what == ClientEvent.Parked) _status.Parked();
        else
        {
            _status.Unparked();
            _self.Tell(new Message.Woken(connection), ActorRefs.NoSender);
        }
    }

    private void Forget(ClientConnection connection)
    {
        if (!_connections.Remove(connection)) return;
        Uncount();
        if (_isDraining && _connections.IsEmpty) _self.Tell(new Message.LastEnded(), ActorRefs.NoSender);
    }

    private void Uncount()
    {
        _context.Clients.Remove();
        _status.Ended();
    }

    private void StopWhenEmpty()
    {
        if (_isSocketClosed && _dials == 0 && _door.IsClear && _connections.IsEmpty) Context.Stop(Self);
    }
}
