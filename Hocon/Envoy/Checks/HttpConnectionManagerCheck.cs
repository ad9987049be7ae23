using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using Google.Protobuf;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class HttpConnectionManagerCheck
{
    private const string RouterHint =
        "end the list with name: envoy.filters.http.router and " +
        "typed_config: { \"@type\": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }";

    public static void Run(HttpConnectionManager manager, CheckContext context)
    {
        context.Require(manager, HttpConnectionManager.StatPrefixFieldNumber);
        context.RequireOneOf(manager, HttpConnectionManager.RouteConfigFieldNumber, "put the routes inline, into route_config");
        if (manager.Rds is { } rds)
        {
            context.Require(rds, Rds.RouteConfigNameFieldNumber);
            context.Require(rds, Rds.ConfigSourceFieldNumber, "write ads: {}");
        }
        Filters(manager, context);
        Headers(manager, context);
        Upgrades(manager, context);

        if (manager.CodecType is HttpConnectionManager.Types.CodecType.Http2 or HttpConnectionManager.Types.CodecType.Http3)
            context.Error(
                manager, HttpConnectionManager.CodecTypeFieldNumber,
                $"{manager.CodecType.ToString().ToUpperInvariant()} is not supported yet",
                "use AUTO or HTTP1");
        if (manager.CommonHttpProtocolOptions is { MaxResponseHeadersKb: not null } common)
            context.Unread(
                common, HttpProtocolOptions.MaxResponseHeadersKbFieldNumber,
                "is about the answers of endpoints",
                "set it in the common_http_protocol_options of the cluster");
        if (manager.Proxy100Continue)
            context.Error(
                manager, HttpConnectionManager.Proxy100ContinueFieldNumber,
                "100 Continue is always answered here, as soon as the upstream is there to take the body",
                "leave the field out");
        if (manager.StripMatchingHostPort && manager.StripAnyHostPort)
            context.Error(
                manager, HttpConnectionManager.StripAnyHostPortFieldNumber,
                "strip_matching_host_port and strip_any_host_port exclude each other",
                "keep the one that is meant; strip_any_host_port covers both");
        context.UpTo(
            manager, HttpConnectionManager.MaxRequestHeadersKbFieldNumber, manager.MaxRequestHeadersKb, UpstreamProtocolCheck.HeadersKibMax);
    }

    private static void Filters(HttpConnectionManager manager, CheckContext context)
    {
        if (!context.Require(manager, HttpConnectionManager.HttpFiltersFieldNumber, RouterHint)) return;
        for (var i = 0; i < manager.HttpFilters.Count; i++)
        {
            var filter = manager.HttpFilters[i];
            var isLast = i == manager.HttpFilters.Count - 1;
            context.Require(filter, HttpFilter.NameFieldNumber);
            if (!context.RequireOneOf(filter, HttpFilter.TypedConfigFieldNumber, RouterHint)) continue;
            if (context.PayloadOf(filter.TypedConfig) is not { } payload) continue;

            if (IsPassed(payload)) continue;
            if (payload is not Router)
                context.Error(filter, HttpFilter.TypedConfigFieldNumber, $"{Quoted.Of(payload.Descriptor.FullName)} is not an HTTP filter");
            else if (!isLast)
                context.Error(
                    manager, HttpConnectionManager.HttpFiltersFieldNumber, i,
                    "the router ends the list, so the filters behind it would never run",
                    "keep one router, as the last filter");
            else if (filter.Disabled)
                context.Error(filter, HttpFilter.DisabledFieldNumber, "the router cannot be disabled");
        }
        var last = manager.HttpFilters[^1];
        if ((context.PayloadOf(last.TypedConfig) is { } end && IsPassed(end)) || (last.IsOptional && context.IsUnread(last, HttpFilter.TypedConfigFieldNumber)))
            context.Error(
                manager, HttpConnectionManager.HttpFiltersFieldNumber, manager.HttpFilters.Count - 1,
                "the last filter must be the router",
                RouterHint);
    }

    /// <summary>True for a filter that lets requests go on to the next.</summary>
    private static bool IsPassed(IMessage payload) => payload is RBAC or JwtAuthentication or LocalRateLimit or RateLimit or HTTPFault;

    private static void Headers(HttpConnectionManager manager, CheckContext context)
    {
        if (!HeaderSyntax.IsValue(manager.ServerName))
            context.Error(manager, HttpConnectionManager.ServerNameFieldNumber, "a header value may not hold a line break or NUL");
        if (!HeaderSyntax.IsValue(manager.Via))
            context.Error(manager, HttpConnectionManager.ViaFieldNumber, "a header value may not hold a line break or NUL");
    }

    private static void Upgrades(HttpConnectionManager manager, CheckContext context)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var upgrade in manager.UpgradeConfigs)
        {
            if (!context.Require(upgrade, HttpConnectionManager.Types.UpgradeConfig.UpgradeTypeFieldNumber)) continue;
            if (!seen.Add(upgrade.UpgradeType))
                context.Error(
                    upgrade, HttpConnectionManager.Types.UpgradeConfig.UpgradeTypeFieldNumber,
                    $"the upgrade {Quoted.Of(upgrade.UpgradeType)} is configured twice");
        }
    }
}
