using ActorMesh.Runtime.Contracts.Cluster;
using Standing = ActorMesh.Runtime.Contracts.Cluster.RegisteredProxy.Types.Standing;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>All that one control node has seen, and how far it can be believed.</summary>
/// <param name="at">Where it begins.</param>
internal sealed class NodeSightings((long Incarnation, long Sequence) at = default)
{
    private long _former;

    public Dictionary<ProxyKey, Sighting> ByProxy { get; } = [];

    /// <summary>Which of its lives, and how many changes since it began.</summary>
    public (long Incarnation, long Sequence) At { get; private set; } = at;

    public DateTimeOffset HeardAt { get; set; }

    /// <summary>When it was last asked to tell all.</summary>
    public DateTimeOffset AskedAt { get; set; }

    /// <summary>What the cluster says of it.</summary>
    public bool IsReachable { get; set; } = true;

    /// <summary>Pieces of what it tells now.</summary>
    public ShareAssembly Assembly { get; } = new();

    /// <summary>It has told all of it, once at least.</summary>
    public bool IsKnown => At != default;

    public bool Sees(ProxyKey proxy) => ByProxy.TryGetValue(proxy, out var sighting) && sighting.Standing == Standing.Live;

    /// <summary>It was told up to here.</summary>
    public void Reach(long incarnation, long sequence)
    {
        if (incarnation != At.Incarnation) _former = At.Incarnation;
        At = (incarnation, sequence);
    }

    /// <summary>
    /// What a share of this node is to what is known of it. Another incarnation is another life, whatever the node's clock says; only what
    /// the former life told comes too late.
    /// </summary>
    public Hearing Judge(RegistryShare share)
    {
        var isSameLife = share.Incarnation == At.Incarnation;
        if (share.Incarnation == _former || (isSameLife && share.Sequence <= At.Sequence)) return Hearing.Nothing;
        return share.Since == 0 || (isSameLife && share.Since == At.Sequence) ? Hearing.News : Hearing.Lacking;
    }
}
