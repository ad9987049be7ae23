namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>The words for causes, as Envoy's statistics have them.</summary>
public static class EjectionCauses
{
    public static IReadOnlyList<EjectionCause> All { get; } = Enum.GetValues<EjectionCause>();

    extension(EjectionCause cause)
    {
        /// <summary>Such as <c>consecutive_5xx</c>.</summary>
        public string Word => cause switch
        {
            EjectionCause.Consecutive5xx => "consecutive_5xx",
            EjectionCause.ConsecutiveGatewayFailure => "consecutive_gateway_failure",
            EjectionCause.ConsecutiveLocalOriginFailure => "consecutive_local_origin_failure",
            EjectionCause.SuccessRate => "success_rate",
            EjectionCause.SuccessRateLocalOrigin => "local_origin_success_rate",
            EjectionCause.FailurePercentage => "failure_percentage",
            _ => "local_origin_failure_percentage",
        };
    }
}
