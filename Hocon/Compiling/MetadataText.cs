using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling;

/// <summary>Writes what stands under the names of <see cref="Runtime.Contracts.MeshMetadata"/>.</summary>
internal static class MetadataText
{
    public static void Add(this Metadata metadata, string name, params ReadOnlySpan<(string Key, Value Value)> fields)
    {
        var content = new Struct();
        foreach (var (key, value) in fields) content.Fields[key] = value;
        metadata.FilterMetadata[name] = content;
    }

    /// <summary>Null when nothing was added, so that an empty field is not written.</summary>
    public static Metadata? OrNull(this Metadata metadata) => metadata.FilterMetadata.Count == 0 ? null : metadata;

    /// <summary>As in <c>0.25s</c>: how the resource model writes durations.</summary>
    public static Value Seconds(TimeSpan duration) =>
        Value.ForString(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.######}s"));

    public static Value Words(IEnumerable<string> words) => Value.ForList([.. words.Select(Value.ForString)]);
}
