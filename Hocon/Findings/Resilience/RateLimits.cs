using ActorMesh.Hocon.Mesh.Policies;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>The rate limits of a set of policies, whichever there are.</summary>
internal static class RateLimits
{
    private const string Everybody = "none";

    public static IEnumerable<(string Key, double Rate, int Burst)> Of(PolicySet policies)
    {
        if (policies.LocalRateLimit is { } local) yield return ("rate-limit.local", local.Rate.Value, local.Burst.Value);
        if (policies.GlobalRateLimit is { } global) yield return ("rate-limit.global", global.Rate.Value, global.Burst.Value);
    }

    /// <returns>Those that bound all requests together, not those of one client.</returns>
    public static IEnumerable<(string Key, double Rate, int Burst)> Shared(PolicySet policies) =>
        Of(policies).Where(limit => limit.Key == "rate-limit.local"
            ? policies.LocalRateLimit!.Key.Value == Everybody
            : policies.GlobalRateLimit!.Key.Value == Everybody);
}
