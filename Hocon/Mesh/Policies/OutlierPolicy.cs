namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Ejects the one bad replica.</summary>
/// <param name="MaxEjected">0..1 of the replicas.</param>
public sealed record OutlierPolicy(
    Setting<int> Consecutive5xx,
    Setting<int> ConsecutiveGateway,
    Setting<TimeSpan> Interval,
    Setting<TimeSpan> BaseEjection,
    Setting<TimeSpan> MaxEjection,
    Setting<double> MaxEjected,
    Setting<bool> AlwaysKeepOne);
