namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>What an endpoint is ejected for.</summary>
public enum EjectionCause : byte
{
    /// <summary>Answers of 500 and above in a row; failures without an answer count as such unless local origin is split off.</summary>
    Consecutive5xx,
    /// <summary>502, 503 and 504 in a row.</summary>
    ConsecutiveGatewayFailure,
    /// <summary>Failures in a row that were seen here: connects, resets, timeouts. Only where local origin is split off.</summary>
    ConsecutiveLocalOriginFailure,
    /// <summary>Answers well less often than its peers do.</summary>
    SuccessRate,
    /// <summary>The same of failures that were seen here.</summary>
    SuccessRateLocalOrigin,
    /// <summary>Too large a share of failures, whatever its peers do.</summary>
    FailurePercentage,
    /// <summary>The same of failures that were seen here.</summary>
    FailurePercentageLocalOrigin,
}
