#pragma warning disable CA1822 // Not written yet.
namespace ActorMesh.DataPlane.Resilience.Breaking;

/// <summary>A breaker as streams see it: may this attempt be made, and what came of it.</summary>
public sealed class BreakerGate(BreakerSettings settings, TimeProvider clock)
{
    public BreakerSettings Settings => settings;

    public TimeProvider Clock => clock;

    /// <summary>True when the attempt may be made; false while the breaker is open, or half open with all its probes under way.</summary>
    public bool TryEnter(out BreakerPermit permit)
    {
        permit = new BreakerPermit(0, IsProbe: false);
        return true;
    }

    /// <summary>Gives a permit back.</summary>
    public void Report(in BreakerPermit permit, in AttemptOutcome outcome)
    {
        _ = permit;
        _ = outcome;
    }

    /// <summary>How long it stays open at least; zero when it is not open. For <c>Retry-After</c>.</summary>
    public TimeSpan OpenFor => TimeSpan.Zero;

    /// <summary>For people: state, share of failures, how many attempts, until when.</summary>
    public string Explain() => "";
}
