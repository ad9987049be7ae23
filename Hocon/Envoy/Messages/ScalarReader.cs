using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>Reads what is neither a message nor repeated.</summary>
/// <remarks>
/// Source: protobuf.dev, "ProtoJSON Format", with what Envoy's own YAML reader takes besides (yes, no, on, off).
/// </remarks>
internal static class ScalarReader
{
    private static readonly string[] Truths = ["true", "yes", "on", "y"];
    private static readonly string[] Falsehoods = ["false", "no", "off", "n"];

    public static ScalarReading Read(FieldDescriptor field, ScalarNode node) => field.FieldType switch
    {
        FieldType.Bool => Boolean(node),
        FieldType.String => Text(node, MayBeSecret(field)),
        FieldType.Bytes => Bytes(node, MayBeSecret(field)),
        FieldType.Enum => EnumReader.Read(field.EnumType, node),
        FieldType.Double => NumberReader.Double(node),
        FieldType.Float => NumberReader.Float(node),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => NumberReader.Integer(node, int.MinValue, int.MaxValue, n => (int)n),
        FieldType.UInt32 or FieldType.Fixed32 => NumberReader.Integer(node, uint.MinValue, uint.MaxValue, n => (uint)n),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => NumberReader.Integer(node, long.MinValue, long.MaxValue, n => (long)n),
        FieldType.UInt64 or FieldType.Fixed64 => NumberReader.Integer(node, ulong.MinValue, ulong.MaxValue, n => (ulong)n),
        _ => throw new InvalidOperationException($"{field.FullName} is no scalar."),
    };

    /// <summary>Keys have no quotes to tell them by, so their text is taken as it stands.</summary>
    public static ScalarReading Key(FieldDescriptor keyField, MappingEntry entry) =>
        Read(keyField, new ScalarNode(entry.Key, isPlain: keyField.FieldType != FieldType.String, entry.KeyPosition));

    private static ScalarReading Boolean(ScalarNode node)
    {
        if (!node.IsPlain) return ScalarReading.Not($"expected true or false, found the text {Quoted.Of(node.Text)}", "remove the quotes");
        if (Truths.Contains(node.Text, StringComparer.OrdinalIgnoreCase)) return ScalarReading.Of(true);
        if (Falsehoods.Contains(node.Text, StringComparer.OrdinalIgnoreCase)) return ScalarReading.Of(false);
        return ScalarReading.Not($"expected true or false, found {Quoted.Of(node.Text)}");
    }

    // A private key or a password stands in no message.
    private static bool MayBeSecret(FieldDescriptor field) => field.ContainingType == DataSource.Descriptor;

    private static ScalarReading Text(ScalarNode node, bool isSecret)
    {
        if (!node.IsPlain) return ScalarReading.Of(node.Text);
        var kind = node.AsBoolean is not null ? "a boolean" : NumberReader.LooksLikeNumber(node.Text) ? "a number" : null;
        return kind is null
            ? ScalarReading.Of(node.Text)
            : ScalarReading.Not($"expected a text, found {kind}{(isSecret ? "" : $": {Quoted.Of(node.Text)}")}", "put it in quotes");
    }

    private static ScalarReading Bytes(ScalarNode node, bool isSecret)
    {
        var text = node.Text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var length)
            ? ScalarReading.Of(ByteString.CopyFrom(bytes, 0, length))
            : ScalarReading.Not(isSecret ? "expected bytes in base64" : $"expected bytes in base64, found {Quoted.Of(node.Text)}");
    }
}
