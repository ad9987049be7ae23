using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using UpstreamOptions = ActorMesh.Runtime.Contracts.Envoy.UpstreamHttp.HttpProtocolOptions;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Reads from a cluster how connections to its endpoints are made, used and kept. Pure.</summary>
internal static class PoolCompiler
{
    private const string HttpOptionsKey = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    public static PoolSettings Compile(Cluster cluster)
    {
        var defaults = PoolSettings.Default;
        var common = cluster.TypedExtensionProtocolOptions.TryGetValue(HttpOptionsKey, out var any)
            ? any.Unpack<UpstreamOptions>().CommonHttpProtocolOptions
            : null;
        return defaults with
        {
            ConnectTimeout = cluster.ConnectTimeout?.ToTimeSpan() ?? defaults.ConnectTimeout,
            IdleTimeout = Timeouts.Or(common?.IdleTimeout, defaults.IdleTimeout),
            RequestsPerConnectionMax = (int)Math.Min(common?.MaxRequestsPerConnection ?? 0, int.MaxValue),
            ConnectionDurationMax = Timeouts.Or(common?.MaxConnectionDuration, defaults.ConnectionDurationMax),
            StreamDurationMax = Timeouts.Or(common?.MaxStreamDuration, defaults.StreamDurationMax),
            AnswerLimits = HeadLimits.Of(common?.MaxResponseHeadersKb, common?.MaxHeadersCount),
            ReadBytesMax = ReadSize.Of(cluster.PerConnectionBufferLimitBytes),
            Tls = TlsContextCompiler.Client($"cluster '{cluster.Name}'", cluster.TransportSocket),
            KeepAlive = KeepAlive(cluster.UpstreamConnectionOptions?.TcpKeepalive),
        };
    }

    private static SocketKeepAlive? KeepAlive(TcpKeepalive? configured) => configured is null
        ? null
        : new SocketKeepAlive((int?)configured.KeepaliveProbes, (int?)configured.KeepaliveTime, (int?)configured.KeepaliveInterval);
}
