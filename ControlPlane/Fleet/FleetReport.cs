using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Fleet;

/// <summary>What all control nodes said of their proxies.</summary>
public sealed record FleetReport(IReadOnlyList<NodeFleet> Nodes)
{
    /// <summary>Each proxy once, with the node that has it: where it is connected, or else where it was last.</summary>
    public IReadOnlyList<(string Node, FleetProxy Proxy)> Proxies { get; } =
    [
        .. Nodes.SelectMany(node => node.Proxies.Select(proxy => (node.Node, Proxy: proxy)))
            .GroupBy(known => (known.Proxy.Service, known.Proxy.Id))
            .Select(group => group.OrderBy(known => known.Proxy.State).ThenByDescending(known => known.Proxy.ConnectedAt).First())
            .OrderBy(known => known.Proxy.Service, StringComparer.Ordinal).ThenBy(known => known.Proxy.Id, StringComparer.Ordinal),
    ];

    /// <summary>Nodes that did not say all, with the reason.</summary>
    public IEnumerable<NodeFleet> Silent => Nodes.Where(node => node.Problem is not null);
}
