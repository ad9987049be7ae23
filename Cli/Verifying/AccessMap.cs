using ActorMesh.Cli.Probing;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Cli.Verifying;

/// <summary>Who gets through to whom, for all pairs of which the file says anything.</summary>
internal static class AccessMap
{
    /// <returns>In the order of the file, by callee. Pairs that are not there do not call and are not let in.</returns>
    public static IReadOnlyList<AccessPair> Of(ServiceMesh mesh) => [.. mesh.Services.SelectMany(callee => Of(mesh, callee))];

    private static IEnumerable<AccessPair> Of(ServiceMesh mesh, Service callee)
    {
        var checks = Checks(mesh, callee);
        var callers = mesh.CallersOf(callee.Name).Select(caller => caller.Name).ToHashSet(StringComparer.Ordinal);
        if (callee.Exposure is not null) callers.Add(ProbeRequest.Ingress);
        var named = Policies(callee).SelectMany(policies => Named(policies.Authorization));
        foreach (var from in callers.Concat(named).Append(AccessPair.Others).Distinct(StringComparer.Ordinal))
        {
            var pair = Of(checks, from, callee.Name, callers.Contains(from));
            if (pair.Word != "-") yield return pair;
        }
    }

    // Requests of different routes may be let in by different rules.
    private static AccessPair Of(List<AccessCheck> checks, string from, string to, bool calls)
    {
        var all = checks.ConvertAll(check => check.OfAnything(from));
        var (grant, decision) = all.MinBy(one => one.Grant);
        if (grant == Grant.None && all.Exists(one => one.Grant > Grant.None)) grant = Grant.Some;
        return new AccessPair(from, to, calls, grant, decision.Reason, decision.Origin);
    }

    private static List<AccessCheck> Checks(ServiceMesh mesh, Service callee) => callee.Routes.Count == 0
        ? [new AccessCheck(mesh, callee, callee.Policies, callee.Layers)]
        : callee.Routes.Select(route => new AccessCheck(mesh, callee, route.Policies, route.Layers)).ToList();

    private static IEnumerable<PolicySet> Policies(Service callee) => callee.Routes.Select(route => route.Policies).Prepend(callee.Policies);

    private static IEnumerable<string> Named(AuthorizationPolicy policy) => (policy.AllowFrom.Value ?? []).Concat(policy.Rules.SelectMany(rule => rule.From));
}
