namespace ActorMesh.Cli.Metrics;

/// <summary>What a number means over time.</summary>
internal enum MetricKind
{
    /// <summary>Only grows, from 0 at the start of the process or of the thing counted.</summary>
    Counter,
    Gauge,

    /// <summary>How durations are spread, from the start of the process on.</summary>
    Histogram,
}
