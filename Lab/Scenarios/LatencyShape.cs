namespace ActorMesh.Lab.Scenarios;

/// <summary>How latencies are spread around the typical one.</summary>
public enum LatencyShape
{
    Constant,
    Uniform,
    Exponential,
    /// <summary>Most are near the median and some are far above: how services behave.</summary>
    Lognormal,
}
