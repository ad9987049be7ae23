using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Routes;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>
/// Retries as gRPC clients do them: by gRPC status alone. What never left the client they try again by themselves; so a route keeps its policy
/// only when it says that a POST may be sent twice, or names a gRPC status.
/// </summary>
internal static class ProxylessRetries
{
    private const string Unavailable = "unavailable";

    private static readonly string[] Statuses = ["cancelled", "deadline-exceeded", "internal", "resource-exhausted", Unavailable];

    /// <summary>Conditions of HTTP that end a call as unavailable.</summary>
    private static readonly string[] EndUnavailable = ["connect-failure", "refused-stream", "reset", "gateway-error", "5xx", "retriable-status-codes"];

    /// <returns>Null for no retries.</returns>
    public static RetryPolicy? Of(Route route)
    {
        if (route.Route_.RetryPolicy is not { NumRetries: > 0 } source) return null;
        var named = source.RetryOn.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var statuses = named.Where(condition => Statuses.Contains(condition, StringComparer.Ordinal)).ToList();
        if (MayRepeatPost(route) && named.Any(condition => EndUnavailable.Contains(condition, StringComparer.Ordinal))) statuses.Add(Unavailable);
        if (statuses.Count == 0 || source.RetryBackOff?.BaseInterval is null) return null;
        return new RetryPolicy
        {
            RetryOn = string.Join(',', statuses.Distinct(StringComparer.Ordinal)),
            NumRetries = source.NumRetries,
            RetryBackOff = source.RetryBackOff.Clone(),
        };
    }

    private static bool MayRepeatPost(Route route)
    {
        var methods = MetadataFields.Of(route.Metadata, MeshMetadata.Retries)?.TextsOr("all", "methods", out _);
        return methods is null || methods.Contains("POST", StringComparer.Ordinal);
    }
}
