using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Primitives;
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
            NoTrafficInterval = Duration.FromTimeSpan(policy.NoTrafficInterval.Value),
            IntervalJitterPercent = Fractions.Whole(policy.Jitter.Value),
            HealthyThreshold = (uint)policy.Healthy.Value,
            UnhealthyThreshold = (uint)policy.Unhealthy.Value,
        };
        if (policy.UnhealthyInterval.Value is { } whileOut) check.UnhealthyInterval = Duration.FromTimeSpan(whileOut);
        switch (TypeOf(policies, policy))
        {
            case "tcp":
                check.TcpHealthCheck = new TcpHealthCheck();
                break;
            case "grpc":
                check.GrpcHealthCheck = new GrpcHealthCheck { ServiceName = callee.Name };
                break;
            default:
                check.HttpHealthCheck = Http(policy, callee);
                break;
        }
        return check;
    }

    private static string TypeOf(PolicySet policies, HealthCheckPolicy policy) => policy.Type.Value switch
    {
        "auto" => policies.Protocol.Value switch { Protocol.Tcp => "tcp", Protocol.Grpc => "grpc", _ => "http" },
        var written => written,
    };

    private static HttpHealthCheck Http(HealthCheckPolicy policy, Service callee)
    {
        var check = new HttpHealthCheck
        {
            Host = policy.Host.Value ?? callee.Name,
            Path = policy.Path.Value,
            // All bad answers count: by itself Envoy takes a replica out at the first one.
            RetriableStatuses = { new Int64Range { Start = 100, End = 600 } },
        };
        if (policy.ExpectedStatuses is not [{ First: 200, Last: 200 }])
            check.ExpectedStatuses.AddRange(policy.ExpectedStatuses.Select(range => new Int64Range { Start = range.First, End = range.Last + 1 }));
        return check;
    }
}
