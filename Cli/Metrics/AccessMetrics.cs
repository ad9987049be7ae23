using ActorMesh.DataPlane.Routing.Authorization;

namespace ActorMesh.Cli.Metrics;

/// <summary>What was allowed and denied. Names are those of Envoy's role-based access control.</summary>
internal static class AccessMetrics
{
    private static readonly MetricFamily Decisions = MetricFamily.Counter(
        "actormesh_authz_total", "Requests and connections that authorization decided about; what is only told is marked shadow.");

    private static readonly MetricFamily ByPolicy = MetricFamily.Counter(
        "actormesh_authz_policy_total", "Of these, those that a policy decided about, where that is asked for (track_per_rule_stats).");

    /// <summary>Of an HTTP filter.</summary>
    /// <param name="prefix">Of the HTTP connection manager.</param>
    public static IEnumerable<Metric> Http(string prefix, string listener, AccessStatus access) =>
        Of(Joined(prefix, "rbac", access.StatPrefix), Joined(prefix, "rbac", access.ShadowStatPrefix), listener, access);

    /// <summary>Of a network filter.</summary>
    public static IEnumerable<Metric> Network(string listener, AccessStatus access) =>
        Of(Joined(access.StatPrefix, "rbac", ""), Joined(access.StatPrefix, "rbac", access.ShadowStatPrefix), listener, access);

    private static IEnumerable<Metric> Of(string prefix, string shadowPrefix, string listener, AccessStatus access)
    {
        (string, string)[] labels = [("listener", listener), ("stat_prefix", access.StatPrefix), ("place", access.Place)];
        yield return Decisions.Of($"{prefix}.allowed", access.Allowed, [.. labels, ("decision", "allowed")]);
        yield return Decisions.Of($"{prefix}.denied", access.Denied, [.. labels, ("decision", "denied")]);
        yield return Decisions.Of($"{shadowPrefix}.shadow_allowed", access.ShadowAllowed, [.. labels, ("decision", "shadow_allowed")]);
        yield return Decisions.Of($"{shadowPrefix}.shadow_denied", access.ShadowDenied, [.. labels, ("decision", "shadow_denied")]);
        foreach (var policy in access.Policies)
        {
            var name = $"policy.{StatisticName.Part(policy.Name)}";
            yield return ByPolicy.Of($"{prefix}.{name}.allowed", policy.Allowed, [.. labels, ("policy", policy.Name), ("decision", "allowed")]);
            yield return ByPolicy.Of($"{prefix}.{name}.denied", policy.Denied, [.. labels, ("policy", policy.Name), ("decision", "denied")]);
            yield return ByPolicy.Of($"{shadowPrefix}.{name}.shadow_allowed", policy.ShadowAllowed, [.. labels, ("policy", policy.Name), ("decision", "shadow_allowed")]);
            yield return ByPolicy.Of($"{shadowPrefix}.{name}.shadow_denied", policy.ShadowDenied, [.. labels, ("policy", policy.Name), ("decision", "shadow_denied")]);
        }
    }

    private static string Joined(string first, string second, string third) =>
        string.Join('.', new[] { first, second, third }.Where(part => part.Length > 0).Select(part => part == first ? part : StatisticName.Part(part)));
}
