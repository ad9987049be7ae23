namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>When an endpoint is taken out of balancing for how its answers went, and for how long. Defaults are Envoy's.</summary>
/// <remarks>Source: envoy.config.cluster.v3.OutlierDetection. Percents are 0..100.</remarks>
public sealed record OutlierSettings
{
    public static TimeSpan MaxEjectionTimeDefault { get; } = TimeSpan.FromSeconds(300);

    /// <summary>Answers of 500 and above in a row; 0 is off.</summary>
    public int Consecutive5xx { get; init; } = 5;

    /// <summary>Answers of 502, 503 and 504 in a row; 0 is off.</summary>
    public int ConsecutiveGatewayFailures { get; init; } = 5;

    /// <summary>Failures seen here in a row, where <see cref="SplitsLocalOrigin"/>; 0 is off.</summary>
    public int ConsecutiveLocalOriginFailures { get; init; } = 5;

    /// <summary>Failures without an answer are counted apart, not as if the endpoint had answered 5xx.</summary>
    public bool SplitsLocalOrigin { get; init; }

    /// <summary>How often endpoints are compared, and looked at whether they may return. More than zero.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first ejection lasts so long, the n-th n times that.</summary>
    public TimeSpan BaseEjectionTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>No ejection lasts longer, jitter aside. At least <see cref="BaseEjectionTime"/>.</summary>
    public TimeSpan MaxEjectionTime { get; init; } = MaxEjectionTimeDefault;

    /// <summary>Up to this much is added to each ejection at random, so that endpoints do not return all at once.</summary>
    public TimeSpan MaxEjectionTimeJitter { get; init; }

    /// <summary>No more than this share of the endpoints is out at once: of nine endpoints none at 10 %.</summary>
    public int MaxEjectionPercent { get; init; } = 10;

    /// <summary>One may be out whatever <see cref="MaxEjectionPercent"/> says.</summary>
    public bool AlwaysEjectsOne { get; init; }

    /// <summary>Never ejects the last healthy endpoint, whatever <see cref="MaxEjectionPercent"/> says. Ours, not Envoy's.</summary>
    public bool AlwaysKeepsOne { get; init; }

    /// <summary>An ejected endpoint that passes an active health check returns at once.</summary>
    public bool ReturnsOnPassedCheck { get; init; } = true;

    /// <summary>Endpoints with enough requests that there must be, or success rates are not compared.</summary>
    public int SuccessRateHostsMin { get; init; } = 5;

    /// <summary>Requests in one interval from which on an endpoint's success rate counts.</summary>
    public int SuccessRateRequestsMin { get; init; } = 100;

    /// <summary>How many standard deviations below the mean of all a success rate must be.</summary>
    public double SuccessRateDeviations { get; init; } = 1.9;

    /// <summary>The share of failures from which on an endpoint is out.</summary>
    public int FailurePercentageThreshold { get; init; } = 85;

    /// <summary>Endpoints with enough requests that there must be, or failure percentages are not looked at.</summary>
    public int FailurePercentageHostsMin { get; init; } = 5;

    /// <summary>Requests in one interval from which on an endpoint's failure percentage counts.</summary>
    public int FailurePercentageRequestsMin { get; init; } = 50;

    /// <summary>Percent of such ejections that are carried out; the others are only counted.</summary>
    public int EnforcingConsecutive5xx { get; init; } = 100;

    /// <inheritdoc cref="EnforcingConsecutive5xx"/>
    public int EnforcingConsecutiveGatewayFailures { get; init; }

    /// <inheritdoc cref="EnforcingConsecutive5xx"/>
    public int EnforcingConsecutiveLocalOriginFailures { get; init; } = 100;

    /// <inheritdoc cref="EnforcingConsecutive5xx"/>
    public int EnforcingSuccessRate { get; init; } = 100;

    /// <inheritdoc cref="EnforcingConsecutive5xx"/>
    public int EnforcingSuccessRateLocalOrigin { get; init; } = 100;

    /// <inheritdoc cref="EnforcingConsecutive5xx"/>
    public int EnforcingFailurePercentage { get; init; }

    /// <inheritdoc cref="EnforcingConsecutive5xx"/>
    public int EnforcingFailurePercentageLocalOrigin { get; init; }

    /// <summary>Percent of ejections for this cause that are carried out.</summary>
    public int Enforcing(EjectionCause cause) => cause switch
    {
        EjectionCause.Consecutive5xx => EnforcingConsecutive5xx,
        EjectionCause.ConsecutiveGatewayFailure => EnforcingConsecutiveGatewayFailures,
        EjectionCause.ConsecutiveLocalOriginFailure => EnforcingConsecutiveLocalOriginFailures,
        EjectionCause.SuccessRate => EnforcingSuccessRate,
        EjectionCause.SuccessRateLocalOrigin => EnforcingSuccessRateLocalOrigin,
        EjectionCause.FailurePercentage => EnforcingFailurePercentage,
        _ => EnforcingFailurePercentageLocalOrigin,
    };
}
