using ActorMesh.DataPlane.Routing.Actions;
using ActorMesh.DataPlane.Routing.Filters.Descriptors;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.DataPlane.Routing.Mutations;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Action = ActorMesh.Runtime.Contracts.Envoy.Routes.Route.ActionOneofCase;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>Compiles a virtual host and its routes.</summary>
internal static class VirtualHostCompiler
{
    public static CompiledVirtualHost Compile(
        VirtualHost source, int index, HeaderMutations tableRequest, HeaderMutations tableResponse,
        RouteCompilation table, ResourcePath path)
    {
        var none = new HeaderMutations([], []);
        var request = table.Try(() => MutationCompiler.Compile(
            source.RequestHeadersToAdd, source.RequestHeadersToRemove, "request", table.Options.HostName, path)) ?? none;
        var response = table.Try(() => MutationCompiler.Compile(
            source.ResponseHeadersToAdd, source.ResponseHeadersToRemove, "response", table.Options.HostName, path)) ?? none;
        var filters = table.Try(() => table.Filters.Override(table.Filters.Listener, source.TypedPerFilterConfig, $"virtual host '{source.Name}'", path));
        var levels = new RouteLevels(source, path, [request, tableRequest], [response, tableResponse]) { Filters = filters ?? table.Filters.Listener };
        var routes = new List<CompiledRoute>();
        for (var i = 0; i < source.Routes.Count; i++)
        {
            var place = i;
            var route = table.Try(() => Route(source.Routes[place], place, levels, table, path.Item("routes", place)));
            if (route is not null) routes.Add(route);
        }
        return new CompiledVirtualHost(source, index, routes, RedirectToTls(levels, table)) { Guards = levels.Filters.Guards() };
    }

    private static CompiledRoute Route(Route source, int index, RouteLevels host, RouteCompilation table, ResourcePath path)
    {
        var match = source.Match ?? throw path.Field("match").Refuse("is missing");
        var matcher = MatchCompiler.Path(match, path.Field("match"));
        var conditions = MatchCompiler.Conditions(match, path.Field("match"));
        var levels = host with
        {
            RetryBufferMax = source.PerRequestBufferLimitBytes ?? host.Host.PerRequestBufferLimitBytes,
            Filters = table.Filters.Override(host.Filters, source.TypedPerFilterConfig, $"route '{(source.Name.Length > 0 ? source.Name : $"routes[{index}]")}'", path) with
            {
                HasDraftFields = LimitMetadata.HasDraftFields(source.Metadata, path),
                Counted = Counted(source, table, path),
                DeniesOnError = LimitMetadata.DeniesOnError(source.Metadata, path),
            },
            Request = [MutationCompiler.Compile(
                source.RequestHeadersToAdd, source.RequestHeadersToRemove, "request", table.Options.HostName, path), .. host.Request],
            Response = [MutationCompiler.Compile(
                source.ResponseHeadersToAdd, source.ResponseHeadersToRemove, "response", table.Options.HostName, path), .. host.Response],
        };
        RouteOutcome outcome = source.ActionCase switch
        {
            Action.Route_ =>
                ForwardCompiler.Compile(source.Route_, levels, source.Metadata, table, path.Field("route")),
            Action.Redirect => ReplyCompiler.Redirect(source.Redirect, matcher, path.Field("redirect")),
            Action.DirectResponse => ReplyCompiler.Direct(source.DirectResponse, table, path.Field("direct_response")),
            _ => throw path.Refuse("does nothing; give route, redirect or direct_response"),
        };
        return new CompiledRoute(source.Name, index, matcher, conditions, outcome)
        {
            RequestMutations = table.Chain(levels.Request),
            ResponseMutations = table.Chain(levels.Response),
            Filters = levels.Filters.ForRequests(),
        };
    }

    private static DescriptorRecipe[] Counted(Route source, RouteCompilation table, ResourcePath path) => source.Route_ is not { } action || !table.Filters.HasGlobalLimit
        ? []
        : [.. action.RateLimits.Select((limit, i) => DescriptorCompiler.Compile(limit, table.Options, path.Field("route").Item("rate_limits", i)))];

    private static CompiledRoute RedirectToTls(RouteLevels host, RouteCompilation table)
    {
        var everything = new LiteralPath(LiteralPathKind.Prefix, "", ignoreCase: false);
        var reply = new RedirectReply(everything, 301) { Scheme = "https"u8.ToArray() };
        return new CompiledRoute("require_tls", index: -1, everything, [], reply) { ResponseMutations = table.Chain(host.Response) };
    }
}
