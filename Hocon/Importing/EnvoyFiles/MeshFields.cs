using System.Globalization;
using ActorMesh.Hocon.Importing.Sources;
using ActorMesh.Hocon.Importing.Writing;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>What an exported file says in metadata, because Envoy has no field for it.</summary>
internal sealed class MeshFields(Struct content)
{
    public static MeshFields? Of(Metadata? metadata, string name) =>
        metadata?.FilterMetadata.TryGetValue(name, out var content) == true ? new MeshFields(content) : null;

    public bool? Truth(string key) => content.Fields.TryGetValue(key, out var value) && value.KindCase == Value.KindOneofCase.BoolValue ? value.BoolValue : null;

    public string? Text(string key) => content.Fields.TryGetValue(key, out var value) && value.KindCase == Value.KindOneofCase.StringValue ? value.StringValue : null;

    public IReadOnlyList<string>? Texts(string key) => content.Fields.TryGetValue(key, out var value) && value.KindCase == Value.KindOneofCase.ListValue
        ? [.. value.ListValue.Values.Where(item => item.KindCase == Value.KindOneofCase.StringValue).Select(item => item.StringValue)]
        : null;

    public double? Number(string key) =>
        content.Fields.TryGetValue(key, out var value) && value.KindCase == Value.KindOneofCase.NumberValue && value.NumberValue is >= 0 and <= 1e15
            ? value.NumberValue
            : null;

    /// <summary>A share of 0..1 as percent.</summary>
    public decimal? Percent(string key) =>
        Number(key) is { } share and <= 1 ? decimal.Round((decimal)share * 100, 6) : null;

    /// <summary>Numbers and durations go to the keys of the same name below <paramref name="section"/>.</summary>
    public void Copy(PolicyWriter writer, string section, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (!content.Fields.TryGetValue(key, out var value)) continue;
            if (value.KindCase == Value.KindOneofCase.NumberValue && value.NumberValue is >= 0 and <= 1e15)
                writer.Word($"{section}.{key}", value.NumberValue.ToString("0.######", CultureInfo.InvariantCulture));
            else if (value.KindCase == Value.KindOneofCase.StringValue && ForeignDuration.Parse(value.StringValue) is { } duration)
                writer.Word($"{section}.{key}", Words.Duration(duration));
        }
    }
}
