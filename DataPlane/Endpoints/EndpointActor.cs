using Akka.Actor;

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>Owns one endpoint: the connections to it and what is known of its health. Streams read its <see cref="EndpointCell"/>.</summary>
public sealed class EndpointActor : UntypedActor, IWithTimers
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly EndpointCell _cell;

    public EndpointActor(EndpointCell cell) => _cell = cell;

    public abstract record Message
    {
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
        if (message is not Message.Sweep)
        {
            Unhandled(message);
            return;
        }

        Sweep(_cell.Pool);
        Sweep(_cell.HighPool);
    }

    private static void Sweep(UpstreamPool pool)
    {
        pool.CloseIdle();
        pool.ServeQueue();
    }
}
