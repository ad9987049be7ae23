using ActorMesh.Runtime.Contracts;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>Compiles how a bad replica is taken out.</summary>
internal static class OutlierCompiler
{
    public static OutlierDetection? Compile(OutlierPolicy? policy) => policy is null ? null : new OutlierDetection
    {
        Consecutive5Xx = (uint)policy.Consecutive5xx.Value,
        ConsecutiveGatewayFailure = (uint)policy.ConsecutiveGateway.Value,
        EnforcingConsecutiveGatewayFailure = 100,
        // The language has no such rule.
        EnforcingSuccessRate = 0,
        Interval = Duration.FromTimeSpan(policy.Interval.Value),
        BaseEjectionTime = Duration.FromTimeSpan(policy.BaseEjection.Value),
        MaxEjectionTime = Duration.FromTimeSpan(policy.MaxEjection.Value),
        MaxEjectionPercent = Fractions.Whole(policy.MaxEjected.Value),
    };

    public static void Describe(OutlierPolicy? policy, Metadata metadata)
    {
        if (policy is not null) metadata.Add(MeshMetadata.Outlier, ("always-keep-one", Value.ForBool(policy.AlwaysKeepOne.Value)));
    }
}
