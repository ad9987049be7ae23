using ActorMesh.Runtime.Contracts;
namespace ActorMesh.Hocon.Compiling.Running;

/// <summary>What it means that the data plane does not look at metadata of the mesh.</summary>
internal static class NotRunMetadata
{
    private static readonly Dictionary<string, (string Policy, string Effect)> ByName = new(StringComparer.Ordinal)
    {
        [MeshMetadata.Breaker] = ("breaker.trip", "a callee that fails is asked on; the limits hold"),
        [MeshMetadata.Hedging] = ("hedging", "no second copy is sent"),
        [MeshMetadata.Jwt] = ("authz.jwt-issuer", "requests need no token"),
        [MeshMetadata.Outlier] = ("outlier", "an endpoint that answers badly stays in"),
        [MeshMetadata.RateLimit] = ("rate-limit.global", "requests are not counted"),
        [MeshMetadata.Retries] = ("retries", "a request that failed is not tried again"),
        [MeshMetadata.RetryBudget] = ("retries.budget", "nothing is retried, so nothing is counted"),
    };

    /// <summary>Those that the data plane reads.</summary>
    private static readonly string[] Read = [MeshMetadata.Limits, MeshMetadata.Overrides];

    /// <summary>True for a name of the mesh that nothing looks at.</summary>
    public static bool Holds(string name) => name.StartsWith(MeshMetadata.Prefix, StringComparison.Ordinal) && !Read.Contains(name);

    public static (string Policy, string Effect) Of(string name) => ByName.GetValueOrDefault(name, ("metadata", "nothing looks at it"));
}
