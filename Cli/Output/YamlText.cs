using System.Buffers;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ActorMesh.Cli.Output;

/// <summary>Writes JSON as a YAML document that reads back as the same data in every version of YAML.</summary>
internal static class YamlText
{
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./");

    // What some version of YAML takes for a truth value or for nothing, whatever its case.
    private static readonly HashSet<string> ReservedWords =
        new(["true", "false", "yes", "no", "on", "off", "y", "n", "null"], StringComparer.OrdinalIgnoreCase);

    public static void Write(JsonElement root, TextWriter writer)
    {
        var emitter = new Emitter(writer, EmitterSettings.Default.WithNewLine("\n"));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(root, emitter);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    // As deep as the shape that a command prints, which is a type of ours.
    private static void Emit(JsonElement element, Emitter emitter)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart());
                foreach (var property in element.EnumerateObject())
                {
                    emitter.Emit(Text(property.Name));
                    Emit(property.Value, emitter);
                }
                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(default, default, isImplicit: true, SequenceStyle.Block));
                foreach (var item in element.EnumerateArray()) Emit(item, emitter);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                emitter.Emit(Text(element.GetString()!));
                break;
            default:
                emitter.Emit(new Scalar(element.GetRawText()));
                break;
        }
    }

    private static Scalar Text(string text) =>
        new(default, default, text, IsPlain(text) ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted, isPlainImplicit: true, isQuotedImplicit: true);

    private static bool IsPlain(string text) =>
        text.Length > 0 && char.IsAsciiLetter(text[0]) && !text.AsSpan().ContainsAnyExcept(PlainCharacters) && !ReservedWords.Contains(text);
}
