using ActorMesh.Hocon.Reading;
using Policy = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteAction.Types.RequestMirrorPolicy;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class MirrorPolicyCheck
{
    public static void Run(Policy policy, CheckContext context)
    {
        if (policy.Cluster.Length > 0 && policy.ClusterHeader.Length > 0)
            context.Error(
                policy, Policy.ClusterHeaderFieldNumber,
                "cluster and cluster_header cannot both name the cluster",
                "remove one of the two");
        else if (policy.ClusterHeader.Length == 0)
            context.Require(policy, Policy.ClusterFieldNumber);
        else if (!HeaderSyntax.IsName(policy.ClusterHeader.TrimStart(':')))
            context.Error(policy, Policy.ClusterHeaderFieldNumber, $"{Quoted.Of(policy.ClusterHeader)} is not a header name");
    }
}
