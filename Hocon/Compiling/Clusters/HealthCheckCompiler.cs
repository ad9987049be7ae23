using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;
using static ActorMesh.Runtime.Contracts.Envoy.Core.HealthCheck.Types;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>Compiles how replicas are asked how they are, in the language that they speak.</summary>
internal static class HealthCheckCompiler
{
    public static HealthCheck? Compile(PolicySet policies, Service callee)
    {
        if (policies.HealthCheck is not { } policy) return null;
        var check = new HealthCheck
        {
            Timeout = Duration.FromTimeSpan(policy.Timeout.Value),
            Interval = Duration.FromTimeSpan(policy.Interval.Value),
            IntervalJitterPercent = Fractions.Whole(policy.Jitter.Value),
            HealthyThreshold = (uint)policy.Healthy.Value,
            UnhealthyThreshold = (uint)policy.Unhealthy.Value,
        };
        switch (policies.Protocol.Value)
        {
            case Protocol.Tcp:
                check.TcpHealthCheck = new TcpHealthCheck();
                break;
            case Protocol.Grpc:
                check.GrpcHealthCheck = new GrpcHealthCheck { ServiceName = callee.Name };
                break;
            default:
                check.HttpHealthCheck = new HttpHealthCheck { Host = callee.Name, Path = policy.Path.Value };
                break;
        }
        return check;
    }
}
