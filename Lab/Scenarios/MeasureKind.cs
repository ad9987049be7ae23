namespace ActorMesh.Lab.Scenarios;

/// <summary>What the number of a measure is.</summary>
public enum MeasureKind
{
    /// <summary>0..1, written as <c>99%</c>.</summary>
    Share,
    /// <summary>Times, written as <c>2.6</c> or <c>2.6x</c>.</summary>
    Factor,
    /// <summary>In seconds, written as <c>300ms</c>.</summary>
    Duration,
    Count,
}
