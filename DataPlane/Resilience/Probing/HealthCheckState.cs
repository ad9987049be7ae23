namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>What an endpoint's results have come to. Pure: results and draws come in.</summary>
/// <remarks>Source: Envoy, "Health checking" in its architecture overview.</remarks>
/// <param name="startsHealthy">What it is before its first result: healthy only if it was in use already.</param>
public sealed class HealthCheckState(HealthCheckSettings settings, bool startsHealthy = false)
{
    /// <summary>A wait is never shorter.</summary>
    public static readonly TimeSpan WaitMin = TimeSpan.FromMilliseconds(1);

    private bool _hasBeenHealthy = startsHealthy;
    private bool _hasJustChanged;

    public bool IsHealthy { get; private set; } = startsHealthy;

    /// <summary>Healthy, and asks to be spared.</summary>
    public bool IsDegraded { get; private set; }

    /// <summary>Left out at its own wish: no capacity that is missing.</summary>
    public bool IsExcluded { get; private set; }

    /// <summary>There has been a result.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>In a row, up to now.</summary>
    public int Successes { get; private set; }

    /// <summary>In a row, up to now.</summary>
    public int Failures { get; private set; }

    public HealthCheckChange Record(ProbeResult result)
    {
        IsKnown = true;
        var change = result.HasPassed ? RecordSuccess(result.End == ProbeEnd.Degraded) : RecordFailure(result.End == ProbeEnd.Failed);
        _hasJustChanged = change is HealthCheckChange.BecameHealthy or HealthCheckChange.BecameUnhealthy;
        return change;
    }

    /// <summary>The endpoint asked, in the answer to a request, to be left out at once.</summary>
    /// <returns>Whether it was not so already.</returns>
    public bool FailAtOnce()
    {
        if (IsExcluded) return false;
        Record(new ProbeResult(ProbeEnd.Failed, ""));
        return IsExcluded = true;
    }

    /// <summary>How long until the next question.</summary>
    /// <param name="hasTraffic">The cluster has had a connection.</param>
    /// <param name="draw">Draws 0 to below 1.</param>
    public TimeSpan NextWait(bool hasTraffic, Func<double> draw)
    {
        var interval = (hasTraffic, IsHealthy, _hasJustChanged) switch
        {
            (false, true, _) => settings.NoTrafficHealthyInterval,
            (false, false, _) => settings.NoTrafficInterval,
            (true, true, false) => settings.Interval,
            (true, true, true) => settings.HealthyEdgeInterval,
            (true, false, false) => settings.UnhealthyInterval,
            (true, false, true) => settings.UnhealthyEdgeInterval,
        };
        var wait = interval + draw() * settings.IntervalJitterPercent / 100 * interval + draw() * settings.IntervalJitter;
        return wait > WaitMin ? wait : WaitMin;
    }

    private HealthCheckChange RecordSuccess(bool isDegraded)
    {
        Failures = 0;
        Successes++;
        if (!IsHealthy && _hasBeenHealthy && Successes < settings.HealthyThreshold) return HealthCheckChange.Nothing;
        var wasDegraded = IsDegraded;
        IsDegraded = isDegraded;
        if (IsHealthy) return wasDegraded == isDegraded ? HealthCheckChange.Nothing : HealthCheckChange.Degradation;
        IsHealthy = _hasBeenHealthy = true;
        IsExcluded = false;
        return HealthCheckChange.BecameHealthy;
    }

    private HealthCheckChange RecordFailure(bool atOnce)
    {
        Successes = 0;
        Failures++;
        if (!IsHealthy || (!atOnce && Failures < settings.UnhealthyThreshold)) return HealthCheckChange.Nothing;
        IsHealthy = IsDegraded = false;
        return HealthCheckChange.BecameUnhealthy;
    }
}
