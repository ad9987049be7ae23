using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling;

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
    public const string Jwt = Prefix + "jwt";
    public const string Limits = Prefix + "limits";
    public const string Outlier = Prefix + "outlier";
    public const string RateLimit = Prefix + "rate-limit";
    public const string Retries = Prefix + "retries";
    public const string RetryBudget = Prefix + "retry-budget";
    public const string Tracing = Prefix + "tracing";

    internal static void Add(this Metadata metadata, string name, params ReadOnlySpan<(string Key, Value Value)> fields)
    {
        var content = new Struct();
        foreach (var (key, value) in fields) content.Fields[key] = value;
        metadata.FilterMetadata[name] = content;
    }

    /// <summary>Null when nothing was added, so that an empty field is not written.</summary>
    internal static Metadata? OrNull(this Metadata metadata) => metadata.FilterMetadata.Count == 0 ? null : metadata;

    /// <summary>As in <c>0.25s</c>: how the resource model writes durations.</summary>
    internal static Value Seconds(TimeSpan duration) =>
        Value.ForString(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.######}s"));

    internal static Value Words(IEnumerable<string> words) => Value.ForList([.. words.Select(Value.ForString)]);
}
