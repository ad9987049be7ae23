using System.Globalization;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Runtime.Contracts;

/// <summary>Reads what stands under one of the names of <see cref="MeshMetadata"/>. A field that is there and not of its kind is an error.</summary>
public sealed class MetadataFields
{
    private readonly string _name;
    private readonly Struct _content;

    private MetadataFields(string name, Struct content) => (_name, _content) = (name, content);

    /// <summary>Null when nothing stands there.</summary>
    public static MetadataFields? Of(Metadata? metadata, string name) =>
        metadata?.FilterMetadata.TryGetValue(name, out var content) == true ? new MetadataFields(name, content) : null;

    /// <summary>Null when nothing stands there.</summary>
    /// <exception cref="FormatException">What stands there is not a group of fields.</exception>
    public static MetadataFields? Of(Struct? metadata, string name)
    {
        if (metadata is null || !metadata.Fields.TryGetValue(name, out var content)) return null;
        return content.KindCase == Value.KindOneofCase.StructValue
            ? new MetadataFields(name, content.StructValue)
            : throw new FormatException($"metadata {name} is not a group of fields");
    }

    /// <exception cref="FormatException">It is not true or false; the message names the field.</exception>
    public bool? Truth(string key) => Find(key, Value.KindOneofCase.BoolValue, "true or false")?.BoolValue;

    /// <exception cref="FormatException">It is not a text.</exception>
    public string? Text(string key) => Find(key, Value.KindOneofCase.StringValue, "a text")?.StringValue;

    /// <exception cref="FormatException">It is not a list of texts.</exception>
    public IReadOnlyList<string>? Texts(string key) =>
        Find(key, Value.KindOneofCase.ListValue, "a list of texts") is { } list
            ? [.. list.ListValue.Values.Select(item => item.KindCase == Value.KindOneofCase.StringValue ? item.StringValue : throw Wrong(key, "a list of texts"))]
            : null;

    /// <summary>Names and what they stand for.</summary>
    /// <exception cref="FormatException">It is not a group of texts.</exception>
    public IReadOnlyDictionary<string, string>? Pairs(string key) =>
        Find(key, Value.KindOneofCase.StructValue, "a group of texts")?.StructValue.Fields.ToDictionary(
            field => field.Key,
            field => field.Value.KindCase == Value.KindOneofCase.StringValue ? field.Value.StringValue : throw Wrong(key, "a group of texts"),
            StringComparer.Ordinal);

    /// <summary>One of <paramref name="words"/>.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public string? Word(string key, params string[] words) =>
        Text(key) is not { } text || words.Contains(text, StringComparer.Ordinal) ? Text(key) : throw Wrong(key, $"one of {string.Join(", ", words)}");

    /// <summary>A list of texts, or the one word that stands for all of them.</summary>
    /// <returns>Null for that word, and when nothing stands there.</returns>
    /// <exception cref="FormatException">It is neither.</exception>
    public IReadOnlyList<string>? TextsOr(string word, string key, out bool isWord)
    {
        isWord = _content.Fields.TryGetValue(key, out var value) && value.KindCase == Value.KindOneofCase.StringValue;
        if (!isWord) return Texts(key);
        return value!.StringValue == word ? null : throw Wrong(key, $"{word} or a list of texts");
    }

    /// <summary>A number of <paramref name="least"/> to <paramref name="most"/>.</summary>
    /// <exception cref="FormatException">It is not such a number.</exception>
    public double? Number(string key, double least, double most)
    {
        if (Find(key, Value.KindOneofCase.NumberValue, "a number") is not { } value) return null;
        return value.NumberValue >= least && value.NumberValue <= most
            ? value.NumberValue
            : throw Wrong(key, string.Create(CultureInfo.InvariantCulture, $"a number of {least} to {most}"));
    }

    /// <summary>A whole number of <paramref name="least"/> to <paramref name="most"/>.</summary>
    /// <exception cref="FormatException">It is not such a number.</exception>
    public int? Count(string key, int least, int most) =>
        Number(key, least, most) is not { } number ? null : number == Math.Floor(number) ? (int)number : throw Wrong(key, "a whole number");

    /// <summary>Seconds, as in <c>0.25s</c>; more than nothing, and at most 24 h.</summary>
    /// <exception cref="FormatException">It is not such a duration.</exception>
    public TimeSpan? Duration(string key)
    {
        if (Text(key) is not { } text) return null;
        return text.EndsWith('s') && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= 86_400
            ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))
            : throw Wrong(key, "a duration such as 0.25s, of at most 86400s");
    }

    private Value? Find(string key, Value.KindOneofCase kind, string expected)
    {
        if (!_content.Fields.TryGetValue(key, out var value)) return null;
        return value.KindCase == kind ? value : throw Wrong(key, expected);
    }

    private FormatException Wrong(string key, string expected) => new($"metadata {_name}: {key} is not {expected}");
}
