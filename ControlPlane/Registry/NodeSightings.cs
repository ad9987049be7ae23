using Standing = ActorMesh.Runtime.Contracts.Cluster.RegisteredProxy.Types.Standing;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>All that one control node has seen, and how far it can be believed.</summary>
internal sealed class NodeSightings
{
    public Dictionary<string, Sighting> ByProxy { get; } = new(StringComparer.Ordinal);

    /// <summary>Which of its starts, and how many changes since.</summary>
    public (long Incarnation, long Sequence) At { get; set; }

    public DateTimeOffset HeardAt { get; set; }

    /// <summary>What the cluster says of it.</summary>
    public bool IsReachable { get; set; } = true;

    public bool Sees(string proxyId) => ByProxy.TryGetValue(proxyId, out var sighting) && sighting.Standing == Standing.Live;
}
