using ActorMesh.DataPlane.Endpoints.Probing;
using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.DataPlane.Resilience.Probing;
using Akka.Actor;

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>Owns one endpoint: the connections to it, its health checks, and what is known of its health. Streams read its <see cref="EndpointCell"/>.</summary>
/// <remarks>Whether it is ejected is its cluster's to decide, who sees all endpoints: this actor reports, and is told.</remarks>
public sealed class EndpointActor : UntypedActor, IWithTimers
{
    private const string CheckTimer = "check";

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly EndpointCell _cell;
    private readonly CheckContext? _context;
    private readonly HealthCheckSettings? _firstChecks;
    private readonly bool _startsHealthy;
    private EndpointChecks? _checks;

    /// <param name="context">Null where nothing is ever checked.</param>
    /// <param name="startsHealthy">Whether it is in use until its first check has ended.</param>
    public EndpointActor(EndpointCell cell, CheckContext? context, HealthCheckSettings? checks, bool startsHealthy) =>
        (_cell, _context, _firstChecks, _startsHealthy) = (cell, context, checks, startsHealthy);

    public abstract record Message
    {
        /// <summary>Attempts reached thresholds. Told by streams.</summary>
        public sealed record Edge(OutlierEdges Edges) : Message;

        /// <summary>The same, told to the parent.</summary>
        public sealed record Suspect(EndpointCell Cell, OutlierEdges Edges) : Message;

        /// <summary>The endpoint is ejected: <paramref name="Standing"/>; or null, has returned.</summary>
        public sealed record Ejection(EjectionStanding? Standing) : Message;

        /// <summary>An answer asked that the endpoint be left out at once. Told by streams.</summary>
        public sealed record ImmediateFailure : Message
        {
            public static readonly ImmediateFailure Instance = new();
        }

        /// <summary>From now on it is asked so; null: no more. Its health stays until the first result.</summary>
        public sealed record Configure(HealthCheckSettings? Checks) : Message;

        /// <summary>What health checks say now, told to the parent when something came of one.</summary>
        public sealed record Checked(EndpointCell Cell, EndpointHealth Health, bool IsExcluded, HealthCheckChange Change, bool HasPassed, string Why) : Message;

        internal sealed record Check(EndpointChecks Of) : Message;

        internal sealed record Result(EndpointChecks Of, ProbeResult What) : Message;

        internal sealed record Sweep : Message
        {
            public static readonly Sweep Instance = new();
        }
    }

    public ITimerScheduler Timers { get; set; } = null!; // Set by Akka before the first message.

    public static Props Props(EndpointCell cell, CheckContext? context = null, HealthCheckSettings? checks = null, bool startsHealthy = false) =>
        Akka.Actor.Props.Create(() => new EndpointActor(cell, context, checks, startsHealthy));

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer("sweep", Message.Sweep.Instance, SweepInterval);
        if (_firstChecks is not null) StartChecks(_firstChecks, _startsHealthy);
    }

    protected override void PostStop()
    {
        _checks?.Dispose();
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
            case Message.Check check when check.Of == _checks:
                Ask(check.Of);
                break;
            case Message.Result result when result.Of == _checks:
                OnResult(result.Of, result.What);
                break;
            case Message.Check or Message.Result:
                break; // Of a configuration that holds no more.
            case Message.ImmediateFailure:
                if (_checks is { } checks && checks.FailAtOnce()) Report(checks, HealthCheckChange.BecameUnhealthy, hasPassed: false, "an answer asked to be left out");
                break;
            case Message.Configure change:
                Configure(change.Checks);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Configure(HealthCheckSettings? settings)
    {
        var wasHealthy = _checks?.State.IsHealthy ?? true;
        _checks?.Dispose();
        _checks = null;
        Timers.Cancel(CheckTimer);
        if (settings is not null) StartChecks(settings, wasHealthy);
        else Context.Parent.Tell(new Message.Checked(_cell, EndpointHealth.Healthy, IsExcluded: false, HealthCheckChange.Nothing, HasPassed: false, "it is not checked any more"));
    }

    private void StartChecks(HealthCheckSettings settings, bool startsHealthy)
    {
        _checks = new EndpointChecks(_cell, settings, _context!, startsHealthy);
        AskAfter(_checks, _checks.FirstWait);
    }

    private void AskAfter(EndpointChecks checks, TimeSpan wait)
    {
        if (wait == TimeSpan.Zero) Ask(checks);
        else Timers.StartSingleTimer(CheckTimer, new Message.Check(checks), wait);
    }

    private void Ask(EndpointChecks checks) => _ = checks.Ask().PipeTo(
        Self,
        success: result => new Message.Result(checks, result),
        failure: cause => new Message.Result(checks, new ProbeResult(ProbeEnd.NoAnswer, cause.Message)));

    private void OnResult(EndpointChecks checks, ProbeResult result)
    {
        var isFirst = !checks.State.IsKnown;
        var change = checks.Record(result);
        var isNews = isFirst || change != HealthCheckChange.Nothing || (checks.LogsAllFailures && !result.HasPassed);
        if (isNews || (result.HasPassed && _cell.Ejection is not null)) Report(checks, change, result.HasPassed, result.Why);
        AskAfter(checks, checks.NextWait);
    }

    private void Report(EndpointChecks checks, HealthCheckChange change, bool hasPassed, string why)
    {
        if (change == HealthCheckChange.BecameUnhealthy) RenewConnections();
        Context.Parent.Tell(new Message.Checked(_cell, checks.Health, checks.State.IsExcluded, change, hasPassed, why));
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
