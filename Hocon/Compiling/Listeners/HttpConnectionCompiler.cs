using ActorMesh.Hocon.Compiling.Filters;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Listeners;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling.Listeners;

/// <summary>Compiles what is the same wherever HTTP comes in.</summary>
internal static class HttpConnectionCompiler
{
    private const uint DirectBodyBytesMax = 4096;

    /// <param name="policies">Whose protocol, limits and log hold for the listener.</param>
    /// <param name="tracing">What holds for routes that say nothing else.</param>
    /// <param name="filters">Before the router.</param>
    public static HttpConnectionManager Compile(
        Workload workload, string name, PolicySet policies, TracingPolicy tracing, IEnumerable<VirtualHost> hosts, IEnumerable<HttpFilter> filters, Router router)
    {
        var table = new RouteConfiguration { Name = name, VirtualHosts = { hosts } };
        var manager = new HttpConnectionManager
        {
            StatPrefix = name,
            CodecType = Codec(policies.Protocol.Value),
            RouteConfig = table,
            NormalizePath = true,
            MergeSlashes = true,
            MaxRequestHeadersKb = (uint)Math.Clamp((policies.Limits.MaxHeaders.Value + 1023) / 1024, 1, 8192),
            Tracing = TracingCompiler.Compile(workload, tracing),
            AccessLog = { AccessLogCompiler.Compile(policies.AccessLog) },
        };
        if (policies.Protocol.Value != Protocol.Grpc)
            manager.UpgradeConfigs.Add(new HttpConnectionManager.Types.UpgradeConfig { UpgradeType = "websocket" });
        manager.HttpFilters.AddRange(filters);
        if (HasCors(table)) manager.HttpFilters.Insert(0, new HttpFilter { Name = FilterNames.Cors, TypedConfig = Any.Pack(new Cors()) });
        manager.HttpFilters.Add(new HttpFilter { Name = FilterNames.Router, TypedConfig = Any.Pack(router) });
        if (LongestBody(table) is var longest and > DirectBodyBytesMax) table.MaxDirectResponseBodySizeBytes = longest;
        return manager;
    }

    public static Filter Filter(HttpConnectionManager manager) =>
        new() { Name = "envoy.filters.network.http_connection_manager", TypedConfig = Any.Pack(manager) };

    private static HttpConnectionManager.Types.CodecType Codec(Protocol protocol) => protocol switch
    {
        Protocol.Http1 => HttpConnectionManager.Types.CodecType.Http1,
        Protocol.Http2 or Protocol.Grpc => HttpConnectionManager.Types.CodecType.Http2,
        _ => HttpConnectionManager.Types.CodecType.Auto,
    };

    private static bool HasCors(RouteConfiguration table) =>
        table.VirtualHosts.Any(host => host.Routes.Any(route => route.TypedPerFilterConfig.ContainsKey(FilterNames.Cors)));

    private static uint LongestBody(RouteConfiguration table)
    {
        var longest = 0;
        foreach (var host in table.VirtualHosts)
        foreach (var route in host.Routes)
            if (route.DirectResponse?.Body is { } body) longest = Math.Max(longest, System.Text.Encoding.UTF8.GetByteCount(body.InlineString));
        return (uint)longest;
    }
}
