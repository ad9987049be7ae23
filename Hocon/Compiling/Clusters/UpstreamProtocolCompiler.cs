using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;
using UpstreamOptions = ActorMesh.Runtime.Contracts.Envoy.UpstreamHttp.HttpProtocolOptions;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>Compiles what is spoken to endpoints: HTTP/1.1 unless the policy says HTTP/2 or gRPC.</summary>
internal static class UpstreamProtocolCompiler
{
    public static void Apply(Cluster cluster, PolicySet policies)
    {
        if (!policies.IsHttp) return;
        var options = new UpstreamOptions
        {
            CommonHttpProtocolOptions = new HttpProtocolOptions { IdleTimeout = Duration.FromTimeSpan(policies.Timeout.Idle.Value ?? TimeSpan.Zero) },
            ExplicitHttpConfig = new UpstreamOptions.Types.ExplicitHttpConfig(),
        };
        if (SpeaksHttp2(policies)) options.ExplicitHttpConfig.Http2ProtocolOptions = new Http2ProtocolOptions();
        else options.ExplicitHttpConfig.HttpProtocolOptions = new Http1ProtocolOptions();
        cluster.TypedExtensionProtocolOptions[UpstreamOptions.Descriptor.FullName] = Any.Pack(options);
    }

    public static bool SpeaksHttp2(PolicySet policies) => policies.Protocol.Value is Protocol.Http2 or Protocol.Grpc;
}
