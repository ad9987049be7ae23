namespace ActorMesh.Lab.Scenarios;

/// <summary>Requests from outside.</summary>
/// <param name="At">The workload that gets them.</param>
/// <param name="Rate">Per second.</param>
/// <param name="IsEven">One after the other in step; else each by itself.</param>
/// <param name="Ramp">Grows from nothing to the whole rate in this time.</param>
public sealed record Load(string At, double Rate, bool IsEven, TimeSpan Ramp, string Method, string Path);
