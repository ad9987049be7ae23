using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.Hocon.Envoy.Checks;

/// <summary>Whether the control plane that a bootstrap names can be followed.</summary>
internal static class DynamicResourcesCheck
{
    private const string NodeHint = "write node: { id: ..., cluster: ... }: a control plane decides by it who gets what";

    public static void Run(Bootstrap bootstrap, CheckContext context)
    {
        if (bootstrap.DynamicResources is not { } dynamic) return;
        if (bootstrap.Node is null) context.Require(bootstrap, Bootstrap.NodeFieldNumber, NodeHint);
        else context.Require(bootstrap.Node, Node.IdFieldNumber, NodeHint);
        if (ControlPlaneCluster.SourceIn(bootstrap) is not { } source)
        {
            context.Error(
                dynamic, Bootstrap.Types.DynamicResources.AdsConfigFieldNumber, "is required", "say there which cluster is the control plane");
            return;
        }
        if (ControlPlaneCluster.NameIn(bootstrap) is not { Length: > 0 } name) return;
        var service = source.GrpcServices[0].EnvoyGrpc;
        var clusters = bootstrap.StaticResources?.Clusters ?? [];
        if (clusters.FirstOrDefault(cluster => cluster.Name == name) is not { } cluster)
            context.Error(
                service, GrpcService.Types.EnvoyGrpc.ClusterNameFieldNumber, $"no cluster has the name {Quoted.Of(name)}",
                NearestName.Hint(name, clusters.Select(one => one.Name)) ?? "add it to static_resources.clusters: the control plane cannot say where it is itself");
        else if (cluster.Type == Cluster.Types.DiscoveryType.Eds)
            context.Error(cluster, Cluster.TypeFieldNumber, "the control plane cannot say where it is itself", "use STATIC or STRICT_DNS with a load_assignment");
    }
}
