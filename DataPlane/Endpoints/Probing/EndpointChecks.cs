using ActorMesh.DataPlane.Resilience.Probing;

namespace ActorMesh.DataPlane.Endpoints.Probing;

/// <summary>The health checks of one endpoint while one configuration holds: asks, counts, and shows what came of it.</summary>
internal sealed class EndpointChecks(EndpointCell cell, HealthCheckSettings settings, CheckContext context, bool startsHealthy) : IDisposable
{
    private readonly Prober _prober = Prober.For(settings, cell.Address, cell.Pool?.Security, context.Clock);
    private readonly CancellationTokenSource _end = new();

    public HealthCheckState State { get; } = new(settings, startsHealthy);

    public bool LogsAllFailures => settings.LogsAllFailures;

    public TimeSpan FirstWait => context.Draw() * settings.InitialJitter;

    public TimeSpan NextWait => State.NextWait(context.HasTraffic(), context.Draw);

    /// <summary>What the checks say of the endpoint.</summary>
    public EndpointHealth Health => State switch
    {
        { IsHealthy: false } => EndpointHealth.Unhealthy,
        { IsDegraded: true } => EndpointHealth.Degraded,
        _ => EndpointHealth.Healthy,
    };

    public Task<ProbeResult> Ask()
    {
        context.Counters.Attempted();
        return _prober.Ask(_end.Token);
    }

    public HealthCheckChange Record(ProbeResult result)
    {
        context.Counters.Ended(result);
        var change = State.Record(result);
        Show(result.Why);
        return change;
    }

    public bool FailAtOnce()
    {
        if (!State.FailAtOnce()) return false;
        context.Counters.FailedPassively();
        Show("an answer asked to be left out");
        return true;
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _prober.Dispose();
        cell.Check = null;
    }

    private void Show(string last) =>
        cell.Check = new CheckStanding(State.IsHealthy, last, context.Clock.GetUtcNow(), State.Successes, State.Failures);
}
