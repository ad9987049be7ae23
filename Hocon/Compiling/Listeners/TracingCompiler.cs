using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.Observability;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling.Listeners;

/// <summary>Compiles which requests leave a trace, and where it is sent.</summary>
internal static class TracingCompiler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static HttpConnectionManager.Types.Tracing Compile(Workload workload, TracingPolicy policy) => new()
    {
        RandomSampling = Fractions.Percent(policy.Sample.Value),
        SpawnUpstreamSpan = true,
        Provider = workload.Mesh.Otlp is { } otlp ? Provider(workload, otlp) : null,
    };

    private static Tracing.Types.Http Provider(Workload workload, OtlpSettings otlp)
    {
        var isGrpc = otlp.Protocol.Value == "grpc";
        var cluster = OwnClusters.Collector(workload, otlp.Endpoint.Value, isGrpc);
        var configuration = new OpenTelemetryConfig { ServiceName = workload.Service.Name };
        if (isGrpc)
            configuration.GrpcService = new GrpcService
            {
                EnvoyGrpc = new GrpcService.Types.EnvoyGrpc { ClusterName = cluster },
                Timeout = Duration.FromTimeSpan(Patience),
            };
        else
            configuration.HttpService = new HttpService
            {
                HttpUri = new HttpUri { Uri = $"{otlp.Endpoint.Value.TrimEnd('/')}/v1/traces", Cluster = cluster, Timeout = Duration.FromTimeSpan(Patience) },
            };
        return new Tracing.Types.Http { Name = "envoy.tracers.opentelemetry", TypedConfig = Any.Pack(configuration) };
    }
}
