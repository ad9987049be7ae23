using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Ejection;

/// <summary>One endpoint as <see cref="OutlierDetector"/> knows it.</summary>
public sealed class OutlierHost(string name)
{
    public string Name => name;

    /// <summary>Where streams count.</summary>
    public OutlierCell Cell { get; } = new();

    /// <summary>Whether configuration and health checks let it have requests.</summary>
    public bool IsHealthy { get; set; } = true;

    /// <summary>Ejected.</summary>
    public bool IsOut { get; internal set; }

    /// <summary>While it is out: it returns at the first look from then on.</summary>
    public Instant Until { get; internal set; }

    /// <summary>How many base times the last ejection lasted; grows with each and shrinks by one in each interval that the endpoint stays in.</summary>
    public int Multiplier { get; internal set; }

    public override string ToString() => name;
}
