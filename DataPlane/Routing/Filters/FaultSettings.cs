using System.Globalization;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>Trouble on purpose: which requests wait, and which are refused (HTTPFault).</summary>
internal sealed record FaultSettings
{
    /// <summary>Null: no request waits.</summary>
    public FaultShare? Delay { get; init; }

    /// <summary>How long, unless the request says it.</summary>
    public TimeSpan FixedDelay { get; init; }

    /// <summary>Null: no request is refused.</summary>
    public FaultShare? Abort { get; init; }

    /// <summary>200..599, unless the request says it.</summary>
    public int AbortStatus { get; init; }

    /// <summary>Requests in trouble at once; further ones are spared. No bound by default.</summary>
    public long ActiveMax { get; init; } = long.MaxValue;

    /// <summary>Only requests to this cluster; null for all.</summary>
    public string? Cluster { get; init; }

    /// <summary>Only requests for which all of these hold.</summary>
    public RouteCondition[] Conditions { get; init; } = [];

    public override string ToString()
    {
        List<string> parts = [];
        if (Delay is { } delay)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{delay.Share} wait {(delay.IsByHeader ? "as they ask" : $"{FixedDelay.TotalSeconds:0.###} s")}"));
        if (Abort is { } abort)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{abort.Share} get {(abort.IsByHeader ? "the status that they ask for" : AbortStatus)}"));
        return parts.Count > 0 ? string.Join(", ", parts) : "nothing";
    }
}
