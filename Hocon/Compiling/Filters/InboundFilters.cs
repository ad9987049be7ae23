using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Contracts.Envoy.HttpFilters;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using MeshRoute = ActorMesh.Hocon.Mesh.Route;
using XdsRoute = ActorMesh.Runtime.Contracts.Envoy.Routes.Route;

namespace ActorMesh.Hocon.Compiling.Filters;

/// <summary>
/// What a request passes on its way to the application, in this order: what is denied, what is allowed, whose token it carries, local limit, mesh-wide limit, fault. A filter is there
/// when the service or any of its routes needs it; what a route changes stands at the route.
/// </summary>
internal static class InboundFilters
{
    public static IEnumerable<HttpFilter> Of(Workload workload)
    {
        var (service, policies) = (workload.Service, workload.Service.Policies);
        IReadOnlyList<PolicySet> all = [policies, .. service.Routes.Select(route => route.Policies)];
        if (all.Any(set => AuthorizationCompiler.Denied(workload.Mesh, service, set) is not null))
            yield return Filter(FilterNames.Denial, AuthorizationCompiler.Denied(workload.Mesh, service, policies) ?? new RBAC());
        if (all.Any(set => AuthorizationCompiler.Allowed(workload.Mesh, service, set) is not null))
            yield return Filter(FilterNames.Authorization, AuthorizationCompiler.Allowed(workload.Mesh, service, policies) ?? new RBAC());
        if (TokenCompiler.Filter(service) is { } tokens) yield return Filter(FilterNames.Tokens, tokens);
        if (all.Any(set => set.LocalRateLimit is not null))
            yield return Filter(FilterNames.LocalRateLimit, LocalRateLimitCompiler.Compile(policies.LocalRateLimit));
        if (all.Select(set => set.GlobalRateLimit).FirstOrDefault(limit => limit is not null) is { } limit)
            yield return Filter(FilterNames.GlobalRateLimit, GlobalRateLimitCompiler.Filter(workload, limit));
        if (all.Any(set => set.Fault is not null))
            yield return Filter(FilterNames.Fault, FaultCompiler.Compile(policies.Fault));
    }

    /// <summary>Whether a request on this route is treated otherwise than one on no route.</summary>
    public static bool Differ(PolicySet policies, MeshRoute route) =>
        !ReferenceEquals(policies.Authorization, route.Policies.Authorization) || LimitsDiffer(policies, route.Policies);

    /// <summary>Whether what the application's side does to a request differs in anything but who may send it.</summary>
    public static bool LimitsDiffer(PolicySet one, PolicySet other) =>
        !ReferenceEquals(one.LocalRateLimit, other.LocalRateLimit) || !ReferenceEquals(one.GlobalRateLimit, other.GlobalRateLimit)
        || !ReferenceEquals(one.Fault, other.Fault) || !ReferenceEquals(one.Limits, other.Limits);

    public static void Override(Workload workload, XdsRoute target, MeshRoute route)
    {
        var (service, own, outer) = (workload.Service, route.Policies, workload.Service.Policies);
        if (!ReferenceEquals(own.Authorization, outer.Authorization) && route.Rewrite is not { ChangesPath: true })
            OverrideAuthorization(workload, target, own);
        if (!ReferenceEquals(own.LocalRateLimit, outer.LocalRateLimit))
            Set(target, FilterNames.LocalRateLimit, LocalRateLimitCompiler.Compile(own.LocalRateLimit));
        if (own.GlobalRateLimit is { } limit && !ReferenceEquals(limit, outer.GlobalRateLimit))
            Set(target, FilterNames.GlobalRateLimit, GlobalRateLimitCompiler.Override(limit));
        if (!ReferenceEquals(own.Fault, outer.Fault)) Set(target, FilterNames.Fault, FaultCompiler.Compile(own.Fault));
    }

    private static void OverrideAuthorization(Workload workload, XdsRoute target, PolicySet own)
    {
        var (mesh, service) = (workload.Mesh, workload.Service);
        if (service.Routes.Select(route => route.Policies).Prepend(service.Policies).Any(set => AuthorizationCompiler.Denied(mesh, service, set) is not null))
            Set(target, FilterNames.Denial, PerRoute(AuthorizationCompiler.Denied(mesh, service, own)));
        Set(target, FilterNames.Authorization, PerRoute(AuthorizationCompiler.Allowed(mesh, service, own)));
        if (TokenCompiler.Filter(service) is not null) Set(target, FilterNames.Tokens, TokenCompiler.Override(own));
    }

    // Without rules inside, it switches the filter off.
    private static RBACPerRoute PerRoute(RBAC? rules) => rules is null ? new RBACPerRoute() : new RBACPerRoute { Rbac = rules };

    private static void Set(XdsRoute route, string filter, IMessage configuration) => route.TypedPerFilterConfig[filter] = Any.Pack(configuration);

    private static HttpFilter Filter(string name, IMessage configuration) => new() { Name = name, TypedConfig = Any.Pack(configuration) };
}
