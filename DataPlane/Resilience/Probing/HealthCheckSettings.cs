namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>How endpoints are asked how they are. Source: envoy.config.core.v3.HealthCheck.</summary>
/// <param name="Probe">What is asked.</param>
/// <param name="Timeout">No answer within it is a failure, and the connection is closed.</param>
/// <param name="Interval">From one result to the next question.</param>
public sealed record HealthCheckSettings(HealthProbe Probe, TimeSpan Timeout, TimeSpan Interval)
{
    /// <summary>Failures in a row that make an endpoint unhealthy. What the endpoint itself answers needs no second time. 1 or more.</summary>
    public int UnhealthyThreshold { get; init; } = 1;

    /// <summary>Successes in a row that make it healthy again. The very first needs no second. 1 or more.</summary>
    public int HealthyThreshold { get; init; } = 1;

    /// <summary>Up to this much is added to each wait at random.</summary>
    public TimeSpan IntervalJitter { get; init; }

    /// <summary>Up to this percentage of each wait is added to it at random.</summary>
    public int IntervalJitterPercent { get; init; }

    /// <summary>The first question is asked after up to this much, at random.</summary>
    public TimeSpan InitialJitter { get; init; }

    /// <summary>Instead of <see cref="Interval"/> while the cluster has never had a connection. Default 60 s.</summary>
    public TimeSpan NoTrafficInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The same for healthy endpoints.</summary>
    public TimeSpan NoTrafficHealthyInterval
    {
        get => field == default ? NoTrafficInterval : field;
        init;
    }

    /// <summary>Instead of <see cref="Interval"/> while the endpoint is unhealthy.</summary>
    public TimeSpan UnhealthyInterval
    {
        get => field == default ? Interval : field;
        init;
    }

    /// <summary>Instead of that, right after it became so.</summary>
    public TimeSpan UnhealthyEdgeInterval
    {
        get => field == default ? UnhealthyInterval : field;
        init;
    }

    /// <summary>Instead of <see cref="Interval"/> right after it became healthy.</summary>
    public TimeSpan HealthyEdgeInterval
    {
        get => field == default ? Interval : field;
        init;
    }

    /// <summary>The connection is kept for the next question.</summary>
    public bool ReusesConnection { get; init; } = true;

    /// <summary>Each failure is logged, not only those that change something.</summary>
    public bool LogsAllFailures { get; init; }
}
