using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Runtime.Time;
using Akka.Actor;
using Akka.Event;

namespace ActorMesh.DataPlane.Listening;

/// <summary>Owns one bound socket and the connections that came in through it. Starts a stream for each, and drains them in the end.</summary>
/// <remarks>Accepting -> Draining (socket closed, connections finishing) -> stopped when the last has ended.</remarks>
public sealed class ListenerActor : UntypedActor, IWithTimers, IAcceptorOwner
{
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ParkedDrainGrace = TimeSpan.FromSeconds(1);

    private readonly LiveConnections _connections = new();
    private readonly ListenerStatus _status;
    private readonly TrafficContext _context;
    private readonly FastRandom _draws;
    private readonly SilentMemory _memory = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly IActorRef _self = Context.Self;
    private ListenerPlan _plan;
    private ConnectionGraph<ClientConnection>? _http;
    private ConnectionGraph<UpstreamDial>? _tcp;
    private readonly SocketAcceptor _acceptor;
    private volatile bool _isDraining;
    private bool _isSocketClosed;
    private bool _isAborted;
    private int _dials;
    private volatile bool _isStopped;

    public ListenerActor(Socket bound, ListenerPlan plan, ListenerStatus status, TrafficContext context)
    {
        (_plan, _status, _context) = (plan, status, context);
        _acceptor = SocketDriver.Current.Accept(bound, this);
        _draws = new FastRandom(context.Seed ^ (ulong)bound.Handle);
    }

    public abstract record Message
    {
        /// <summary>The configuration changed, the address did not. Connections that are open keep going; requests that come see the new one.</summary>
        public sealed record Update(ListenerPlan Plan) : Message;

        /// <summary>Accept no more; let what is under way finish. The parent is told <see cref="Shut"/> as soon as the address is free.</summary>
        public sealed record Drain : Message;

        internal sealed record Shut : Message;

        /// <summary>Draining has taken long enough: end what is left.</summary>
        public sealed record Abort : Message;

        internal sealed record Accepted(Socket Socket) : Message;

        internal sealed record Dialled(UpstreamDial Dial) : Message;

        internal sealed record AcceptAgain : Message;

        internal sealed record AcceptFailed(SocketError Error) : Message;

        internal sealed record LastEnded : Message;

        internal sealed record Woken(ClientConnection Connection) : Message;

        internal sealed record Sweep : Message;

        internal sealed record EndParked : Message;

        internal sealed record Closed : Message;
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(Socket bound, ListenerPlan plan, ListenerStatus status, TrafficContext context) =>
        Akka.Actor.Props.Create(() => new ListenerActor(bound, plan, status, context));

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
        foreach (var connection in _connections.Now()) connection.Abort();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Accepted accepted:
                OnAccepted(accepted.Socket);
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
                foreach (var connection in _connections.Now()) connection.Abort();
                StopWhenEmpty();
                break;
            case Message.Woken woken:
                Carry(woken.Connection);
                break;
            case Message.Sweep:
                Sweep();
                break;
            case Message.EndParked:
                foreach (var connection in _connections.Now())
                    if (connection.EndIfParked()) _status.Unparked();
                break;
            case Message.Closed:
                _isSocketClosed = true;
                StopWhenEmpty();
                break;
            case Message.LastEnded:
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
        var isSameServer = _http is not null && plan.Http?.Server == _plan.Http?.Server;
        (_plan, _status.Name) = (plan, plan.Name);
        _tcp = plan.Tcp is null ? null : ConnectionGraphs.Tcp(plan.Tcp, _status.Tcp ??= new RelayCounters(), _context);
        plan.Guards.TakeOver(_status.Guards);
        _status.Guards = plan.Guards;
        _status.TcpConfiguration = plan.Tcp;
        _status.IsHttp = plan.Http is not null;
        if (plan.Http is not { } http)
        {
            _http = null;
            return;
        }

        _status.Http ??= new HttpService(plan.Name, http, _context.Clusters, _context.Failures, _context.Clock, _context.Wheel) { GivenUp = _context.GivenUp, Leases = _context.Leases };
        http.Routes.TakeOver(_status.Http.Current.Routes, _context.Clock.Now);
        (_status.Http.Current, _status.Http.Listener) = (http, plan.Name);
        if (!isSameServer) _http = ConnectionGraphs.Http(_status.Http, http.Server);
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
            connection.ReadBytesMax = _plan.ReadBytesMax;
            Begin(new ClientConnection(connection, OnClientEvent));
        }
        catch (SocketException)
        {
            socket.Dispose(); // The client left before it was served.
            Uncount();
        }
    }

    private void Begin(ClientConnection connection)
    {
        _connections.Add(connection);
        if (_isDraining) connection.Drain();
        if (_plan.Guards.IsEmpty || ConnectionAdmission.Admits(connection, _plan, _context)) Carry(connection);
        else connection.Abort();
    }

    private void Carry(ClientConnection connection)
    {
        if (_http is not null) _http.Run(connection, _context.Materializer);
        else if (_tcp is null) connection.Dispose();
        else Dial(connection);
    }

    private void Dial(ClientConnection connection)
    {
        new UpstreamDial(connection, _plan.Tcp!, _context, _status.Tcp!, _draws, OnDialEnded).Start();
        _dials++; // Its end is a message, which comes after this one.
    }

    private void OnDialled(UpstreamDial dial)
    {
        _dials--;
        if (dial.Upstream is not null && _tcp is not null && !_isAborted)
        {
            _tcp.Run(dial, _context.Materializer);
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

    private void Sweep()
    {
        _memory.Look(_status.ParkedNow);
        if (_status.ParkedNow == 0 || _plan.Http is not { } http || http.Server.IdleTimeout == Timeout.InfiniteTimeSpan) return;
        var expired = _context.Clock.Now.Ticks - http.Server.IdleTimeout.Ticks;
        foreach (var connection in _connections.Now())
            if (connection.IdleSince.Ticks <= expired && connection.EndIfParked()) _status.Unparked();
    }

    private void Drain()
    {
        if (_isDraining) return;
        _isDraining = true;
        // At once: clients with open connections are told to close and come back, and should then find the door shut, not half open.
        _acceptor.Close();
        Context.Parent.Tell(new Message.Shut());
        foreach (var connection in _connections.Now()) connection.Drain();
        _status.IsDraining = true;
        // Not at once these: a request may be on its way on a connection that was silent so far.
        Timers.StartSingleTimer("end-parked", new Message.EndParked(), ParkedDrainGrace);
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
        if (_isSocketClosed && _dials == 0 && _connections.IsEmpty) Context.Stop(Self);
    }
}
