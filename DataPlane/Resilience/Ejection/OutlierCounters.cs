namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>What came of outlier detection. One writer; read by the admin API. Named as Envoy's statistics.</summary>
public sealed class OutlierCounters
{
    private readonly long[] _enforced = new long[EjectionCauses.All.Count];
    private readonly long[] _detected = new long[EjectionCauses.All.Count];
    private long _overflows, _active;

    /// <summary>Endpoints that are out now.</summary>
    public long Active => Volatile.Read(ref _active);

    /// <summary>Ejections refused because too many were out.</summary>
    public long Overflows => Volatile.Read(ref _overflows);

    public long EnforcedTotal => EjectionCauses.All.Sum(Enforced);

    public long Enforced(EjectionCause cause) => Volatile.Read(ref _enforced[(int)cause]);

    /// <summary>Carried out or not.</summary>
    public long Detected(EjectionCause cause) => Volatile.Read(ref _detected[(int)cause]);

    internal void Count(EjectionDecision decision)
    {
        if (decision.Cause is { } cause && decision.Verdict != EjectionVerdict.Returned) Interlocked.Increment(ref _detected[(int)cause]);
        switch (decision.Verdict)
        {
            case EjectionVerdict.Ejected:
                Interlocked.Increment(ref _enforced[(int)decision.Cause!]);
                Interlocked.Increment(ref _active);
                break;
            case EjectionVerdict.Returned:
                Interlocked.Decrement(ref _active);
                break;
            case EjectionVerdict.Overflow:
                Interlocked.Increment(ref _overflows);
                break;
        }
    }

    /// <summary>One that was out has left the cluster.</summary>
    internal void Forget() => Interlocked.Decrement(ref _active);
}
