namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>Which thresholds of failures in a row one attempt reached.</summary>
[Flags]
public enum OutlierEdges : byte
{
    None = 0,
    ServerErrors = 1,
    GatewayFailures = 2,
    LocalOriginFailures = 4,
    All = ServerErrors | GatewayFailures | LocalOriginFailures,
}
