using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using ActorMesh.Runtime.Contracts.Envoy.Tcp;
using Google.Protobuf;
using HttpWeights = ActorMesh.Runtime.Contracts.Envoy.Routes.WeightedCluster;
using Mirror = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.Types.RequestMirrorPolicy;
using TcpWeights = ActorMesh.Runtime.Contracts.Envoy.Tcp.TcpProxy.Types.WeightedCluster;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>Finds clusters that are named and not there. A route table may opt out with <c>validate_clusters: false</c>.</summary>
internal sealed class ClusterReferences
{
    private readonly HashSet<string> _names;
    private readonly CheckContext _context;

    private ClusterReferences(IEnumerable<string> names, CheckContext context)
    {
        _names = names.Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        _context = context;
    }

    public static void Check(IEnumerable<string> names, CheckContext context)
    {
        var references = new ClusterReferences(names, context);
        foreach (var proxy in context.All<TcpProxy>()) references.Check(proxy);
        foreach (var table in context.All<RouteConfiguration>())
            if (table.ValidateClusters != false) references.Check(table);
    }

    private void Check(TcpProxy proxy)
    {
        Check(proxy, TcpProxy.ClusterFieldNumber, proxy.Cluster);
        foreach (var weight in proxy.WeightedClusters?.Clusters ?? [])
            Check(weight, TcpWeights.Types.ClusterWeight.NameFieldNumber, weight.Name);
    }

    private void Check(RouteConfiguration table)
    {
        Check(table.RequestMirrorPolicies);
        foreach (var host in table.VirtualHosts)
        {
            Check(host.RequestMirrorPolicies);
            foreach (var route in host.Routes)
                if (route.Route_ is { } action) Check(action);
        }
    }

    private void Check(RouteAction action)
    {
        Check(action, RouteAction.ClusterFieldNumber, action.Cluster);
        Check(action.RequestMirrorPolicies);
        foreach (var weight in action.WeightedClusters?.Clusters ?? [])
            Check(weight, HttpWeights.Types.ClusterWeight.NameFieldNumber, weight.Name);
    }

    private void Check(IEnumerable<Mirror> mirrors)
    {
        foreach (var mirror in mirrors) Check(mirror, Mirror.ClusterFieldNumber, mirror.Cluster);
    }

    private void Check(IMessage message, int field, string name)
    {
        if (name.Length == 0 || _names.Contains(name)) return;
        var all = _names.Count is > 0 and <= 10 ? $"the clusters are {string.Join(", ", _names.Order(StringComparer.Ordinal))}" : null;
        var hint = NearestName.Hint(name, _names) ?? all ?? "add it to static_resources.clusters";
        _context.Error(message, field, $"no cluster has the name {Quoted.Of(name)}", hint);
    }
}
