using ActorMesh.Runtime.Contracts;
using ActorMesh.Hocon.Compiling.Clusters;
using ActorMesh.Hocon.Compiling.Filters;
using ActorMesh.Hocon.Compiling.Routes;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Routes;
using Google.Protobuf.WellKnownTypes;
using MeshRoute = ActorMesh.Hocon.Mesh.Route;
using XdsMatch = ActorMesh.Runtime.Contracts.Envoy.Routes.RouteMatch;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Compiling.Listeners;

/// <summary>
/// Compiles what the inbound side makes of a request: everything goes to the application. Routes stand there only when one of them has limits,
/// faults or rules of its own; they then match what the caller's sidecar made of the request. Who may send it is decided by the path that the
/// application receives alone: no route that changed the path stands before one that has rules of its own, and none of those that did has any.
/// </summary>
internal static class InboundRoutes
{
    public static VirtualHost Compile(Workload workload)
    {
        var service = workload.Service;
        var host = new VirtualHost { Name = service.Name, Domains = { "*" } };
        var routes = InOrder(service);
        if (routes.Any(route => InboundFilters.Differ(service.Policies, route))) host.Routes.AddRange(routes.Select(route => OfRoute(workload, route)));
        host.Routes.Add(ToApp(workload, service.Name, RouteMatchCompiler.Everything(), service.Policies));
        return host;
    }

    /// <summary>Routes to the application in the order in which they are asked: that of the file, as far as who may send a request allows it.</summary>
    public static IReadOnlyList<MeshRoute> InOrder(Service service)
    {
        var forwarded = service.Routes.Where(route => route.Redirect is null && route.Response is null).ToList();
        var guarded = 1 + forwarded.FindLastIndex(route => !ChangesPath(route) && !ReferenceEquals(route.Policies.Authorization, service.Policies.Authorization));
        return [.. forwarded.Take(guarded).OrderBy(ChangesPath), .. forwarded.Skip(guarded)];
    }

    private static bool ChangesPath(MeshRoute route) => route.Rewrite is { ChangesPath: true };

    private static XdsRoute OfRoute(Workload workload, MeshRoute route)
    {
        var target = ToApp(workload, RouteCompiler.NameOf(workload.Service, route), AfterRewrite(route), route.Policies);
        InboundFilters.Override(workload, target, route);
        return target;
    }

    private static XdsRoute ToApp(Workload workload, string name, XdsMatch match, PolicySet policies)
    {
        var metadata = new Metadata();
        var action = new RouteAction
        {
            Cluster = OwnClusters.App(workload),
            Timeout = Duration.FromTimeSpan(Longest(workload.Service, set => set.Timeout.Request.Value)),
            IdleTimeout = Duration.FromTimeSpan(Longest(workload.Service, set => set.Timeout.Idle.Value)),
        };
        // The caller's sidecar has carried out what the caller said.
        OverrideCompiler.Apply(metadata, policies.Timeout, trusted: false);
        GlobalRateLimitCompiler.Apply(action, metadata, policies.GlobalRateLimit);
        if (policies.Limits.MaxRequestBody.Value is { } most) metadata.Add(MeshMetadata.Limits, ("max-request-body", Value.ForNumber(most)));
        return new XdsRoute { Name = name, Match = match, Route_ = action, Metadata = metadata.OrNull() };
    }

    /// <summary>The longest that any caller waits, so that the callee's side never gives up first. Zero, no bound, when one of them has none.</summary>
    private static TimeSpan Longest(Service service, Func<PolicySet, TimeSpan?> patience)
    {
        IEnumerable<TimeSpan?> all = [patience(service.Policies), .. service.Routes.Select(route => patience(route.Policies))];
        return all.Any(time => time is null) ? TimeSpan.Zero : all.Max()!.Value;
    }

    private static XdsMatch AfterRewrite(MeshRoute route)
    {
        var match = RouteMatchCompiler.Compile(route.Match);
        if (route.Rewrite?.PathPrefix.Value is not { } prefix) return match;
        if (match.PathSpecifierCase == XdsMatch.PathSpecifierOneofCase.Path) match.Path = prefix;
        else if (prefix.EndsWith('/')) match.Prefix = prefix;
        else match.PathSeparatedPrefix = prefix;
        return match;
    }
}
