using ActorMesh.DataPlane.Resilience.Ejection;
using Akka.Actor;

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>Owns one endpoint: the connections to it and what is known of its health. Streams read its <see cref="EndpointCell"/>.</summary>
/// <remarks>Whether it is ejected is its cluster's to decide, who sees all endpoints: this actor reports, and is told.</remarks>
public sealed class EndpointActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly EndpointCell _cell;

    public EndpointActor(EndpointCell cell) => _cell = cell;

    public abstract record Message
    {
        /// <summary>Attempts reached thresholds. Told by streams.</summary>
        public sealed record Edge(OutlierEdges Edges) : Message;

        /// <summary>The same, told to the parent.</summary>
        public sealed record Suspect(EndpointCell Cell, OutlierEdges Edges) : Message;

        /// <summary>The endpoint is ejected: <paramref name="Standing"/>; or null, has returned.</summary>
        public sealed record Ejection(EjectionStanding? Standing) : Message;

        internal sealed record Sweep : Message
        {
            public static readonly Sweep Instance = new();
        }
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(EndpointCell cell) => Akka.Actor.Props.Create(() => new EndpointActor(cell));

    protected override void PreStart() => Timers.StartPeriodicTimer("sweep", Message.Sweep.Instance, SweepInterval);

    protected override void PostStop()
    {
        _cell.Pool.Drain();
        _cell.HighPool.Drain();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Message.Sweep:
                Sweep(_cell.Pool);
                Sweep(_cell.HighPool);
                break;
            case Message.Edge edge:
                Context.Parent.Tell(new Message.Suspect(_cell, edge.Edges));
                break;
            case Message.Ejection ejection:
                _cell.Ejection = ejection.Standing;
                if (ejection.Standing is not null) RenewConnections();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void RenewConnections()
    {
        _cell.Pool.Renew();
        _cell.HighPool.Renew();
    }

    private static void Sweep(UpstreamPool pool)
    {
        pool.CloseIdle();
        pool.ServeQueue();
    }
}
