using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.DataPlane.Routing.Tokens;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using XdsGlobalLimit = ActorMesh.Runtime.Contracts.Envoy.HttpFilters.RateLimit;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>The filters of a listener, and what virtual hosts, routes and parts of splits say instead: whole objects, found by the filter's name.</summary>
internal sealed class FilterChain
{
    public static readonly FilterChain Empty = new([], new RouteTableOptions());

    private readonly IReadOnlyList<HttpFilter> _filters;
    private readonly RouteTableOptions _options;
    private readonly bool _ignorePathParameters;
    private readonly List<RequestFilter> _all = [];

    private static readonly HashSet<string> Known = new(
        [
            LocalRateLimit.Descriptor.FullName, HTTPFault.Descriptor.FullName, XdsGlobalLimit.Descriptor.FullName, RateLimitPerRoute.Descriptor.FullName,
            RBAC.Descriptor.FullName, RBACPerRoute.Descriptor.FullName, JwtAuthentication.Descriptor.FullName, PerRouteConfig.Descriptor.FullName,
        ],
        StringComparer.Ordinal);

    private FilterChain(IReadOnlyList<HttpFilter> filters, RouteTableOptions options, bool ignorePathParameters = false) =>
        (_filters, _options, _ignorePathParameters) = (filters, options, ignorePathParameters);

    /// <summary>As the list of the listener has them.</summary>
    public FilterLevel Listener { get; private set; } = FilterLevel.Empty;

    /// <summary>Every filter of every level, in the order of the configuration.</summary>
    public IReadOnlyList<RequestFilter> All => _all;

    /// <summary>Whether requests are counted in limits of the whole mesh.</summary>
    public bool HasGlobalLimit => _all.Exists(filter => filter is GlobalRateLimitFilter);

    /// <param name="filters">Without the router.</param>
    /// <param name="ignorePathParameters">Whether routes are matched without what stands behind a semicolon.</param>
    /// <exception cref="RouteTableException">One of them is not known, or its settings cannot be run.</exception>
    public static FilterChain Compile(IReadOnlyList<HttpFilter> filters, RouteTableOptions options, bool ignorePathParameters)
    {
        // A filter that is not known and need not be is as if it were not there.
        var chain = new FilterChain([.. filters.Where(filter => !filter.IsOptional || IsKnown(filter.TypedConfig))], options, ignorePathParameters);
        chain.Listener = new FilterLevel("", [.. chain._filters.Select((filter, i) =>
        {
            var path = ResourcePath.Root.Item("http_filters", i);
            if (filter.Name.Length == 0) throw path.Field("name").Refuse("is missing: what routes say of a filter finds it by its name");
            var compiled = chain.Compile(filter.Name, "", filter.TypedConfig, path.Field("typed_config"));
            return filter.Disabled ? null : compiled;
        })]);
        return chain;
    }

    /// <param name="outer">The level around.</param>
    /// <param name="own">By name of the filter. A name that the listener does not have has no effect: listeners may share their routes.</param>
    /// <param name="name">Of the level, in words, as in <c>route 'a'</c>.</param>
    public FilterLevel Override(FilterLevel outer, IReadOnlyDictionary<string, Any> own, string name, ResourcePath path)
    {
        var place = outer.Place.Length > 0 ? $"{outer.Place}, {name}" : name;
        if (own.Count == 0) return outer with { Place = place };
        return outer with
        {
            Place = place,
            Filters = [.. _filters.Select((filter, i) =>
                own.TryGetValue(filter.Name, out var config)
                    ? Override(filter, place, config, path.Field($"typed_per_filter_config[\"{filter.Name}\"]"))
                    : outer.Filters[i])],
        };
    }

    private static bool IsKnown(Any? config) => config is not null && Known.Contains(Any.GetTypeName(config.TypeUrl));

    private RequestFilter? Override(HttpFilter filter, string place, Any config, ResourcePath path)
    {
        if (!config.Is(FilterConfig.Descriptor)) return OfSameType(filter, place, config, path);
        var wrapped = Read<FilterConfig>(config, path);
        if (wrapped.Disabled) return null;
        if (wrapped.IsOptional && !IsKnown(wrapped.Config)) return null;
        return OfSameType(filter, place, wrapped.Config, path.Field("config"));
    }

    private RequestFilter? OfSameType(HttpFilter filter, string place, Any? config, ResourcePath path)
    {
        if (config?.Is(RateLimitPerRoute.Descriptor) == true && filter.TypedConfig.Is(XdsGlobalLimit.Descriptor))
            return Added(new GlobalRateLimitFilter(filter.Name, place, GlobalLimitCompiler.Compile(
                Read<XdsGlobalLimit>(filter.TypedConfig, path), Read<RateLimitPerRoute>(config, path), _options, path)));
        if (config?.Is(RBACPerRoute.Descriptor) == true && filter.TypedConfig.Is(RBAC.Descriptor))
            return Read<RBACPerRoute>(config, path).Rbac is { } rules ? Added(Access(filter.Name, place, rules, path.Field("rbac"))) : null;
        if (config?.Is(PerRouteConfig.Descriptor) == true && filter.TypedConfig.Is(JwtAuthentication.Descriptor)) return Tokens(filter, place, Read<PerRouteConfig>(config, path), path);
        var compiled = Compile(filter.Name, place, config, path);
        return config!.TypeUrl == filter.TypedConfig.TypeUrl
            ? compiled
            : throw path.Refuse($"is of type {Any.GetTypeName(config.TypeUrl)}, and the filter of that name is a {Any.GetTypeName(filter.TypedConfig.TypeUrl)}");
    }

    private RequestFilter Compile(string name, string place, Any? config, ResourcePath path)
    {
        if (config is null) throw path.Refuse("is missing");
        RequestFilter filter;
        if (config.Is(LocalRateLimit.Descriptor))
            filter = new RateLimitFilter(name, place, RateLimitCompiler.Compile(Read<LocalRateLimit>(config, path), _options, path));
        else if (config.Is(HTTPFault.Descriptor))
            filter = new FaultFilter(name, place, FaultCompiler.Compile(Read<HTTPFault>(config, path), path));
        else if (config.Is(XdsGlobalLimit.Descriptor))
            filter = new GlobalRateLimitFilter(name, place, GlobalLimitCompiler.Compile(Read<XdsGlobalLimit>(config, path), path));
        else if (config.Is(RBAC.Descriptor))
            filter = Access(name, place, Read<RBAC>(config, path), path);
        else if (config.Is(JwtAuthentication.Descriptor))
            filter = new TokenFilter(name, place, new TokenCompiler(Read<JwtAuthentication>(config, path), _options, path).Rules(), _ignorePathParameters);
        else
            throw path.Refuse($"{Any.GetTypeName(config.TypeUrl)} is not run here; there are RBAC, JwtAuthentication, LocalRateLimit, RateLimit and HTTPFault, and the router at the end");
        return Added(filter);
    }

    private RequestFilter? Tokens(HttpFilter filter, string place, PerRouteConfig route, ResourcePath path)
    {
        if (route.Disabled) return null;
        var tokens = new TokenCompiler(Read<JwtAuthentication>(filter.TypedConfig, path), _options, path);
        return Added(new TokenFilter(filter.Name, place, tokens.Rules(route, path), _ignorePathParameters));
    }

    private AuthorizationFilter Access(string name, string place, RBAC rules, ResourcePath path) =>
        new(name, place, AccessCompiler.Compile(rules, path), _ignorePathParameters);

    private RequestFilter Added(RequestFilter filter)
    {
        _all.Add(filter);
        return filter;
    }

    private static T Read<T>(Any config, ResourcePath path) where T : IMessage, new()
    {
        try
        {
            return config.Unpack<T>();
        }
        catch (InvalidProtocolBufferException wrong)
        {
            throw path.Refuse($"cannot be read: {wrong.Message}");
        }
    }
}
