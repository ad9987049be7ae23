namespace ActorMesh.Runtime.Contracts;

/// <summary>
/// What the mesh language says and Envoy has no field for. It stands in the metadata of the resource that it is about, where Envoy lets it
/// pass unread.
/// </summary>
public static class MeshMetadata
{
    /// <summary>How all of its names begin.</summary>
    public const string Prefix = "actormesh.";

    public const string Breaker = Prefix + "breaker";
    public const string Hedging = Prefix + "hedging";
    public const string Limits = Prefix + "limits";
    public const string Outlier = Prefix + "outlier";
    public const string Overrides = Prefix + "overrides";
    public const string RateLimit = Prefix + "rate-limit";
    public const string Registration = Prefix + "registration";
    public const string Retries = Prefix + "retries";
    public const string RetryBudget = Prefix + "retry-budget";
    public const string Tracing = Prefix + "tracing";
}
