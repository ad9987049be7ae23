using ActorMesh.Runtime.Contracts;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>Finds in the bytes of a message the fields that the resource model lacks: parsers keep them, and do not tell.</summary>
internal static class UnknownFields
{
    /// <summary>Beyond it no more are looked for; parsers end there, too.</summary>
    private const int DepthMax = 100;

    /// <summary>Enough for a person.</summary>
    private const int FoundMax = 100;

    /// <param name="bytes">A message that parses.</param>
    /// <returns>The path of the message, its type, and the number of the field.</returns>
    public static IReadOnlyList<(string Path, MessageDescriptor Message, int Number)> In(MessageDescriptor type, ReadOnlySpan<byte> bytes)
    {
        var found = new List<(string, MessageDescriptor, int)>();
        Walk(type, bytes, "", 0, found);
        return found;
    }

    private static void Walk(MessageDescriptor type, ReadOnlySpan<byte> bytes, string path, int depth, List<(string, MessageDescriptor, int)> found)
    {
        if (depth > DepthMax) return;
        if (type == Any.Descriptor)
        {
            var any = Any.Parser.ParseFrom(bytes);
            if (ExtensionTypes.Find(Any.GetTypeName(any.TypeUrl)) is { } inner) Walk(inner, any.Value.Span, path, depth + 1, found);
            return;
        }
        var input = new CodedInputStream(bytes.ToArray());
        var seen = new Dictionary<int, int>();
        while (input.ReadTag() is var tag and not 0)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            var field = type.FindFieldByNumber(number);
            if (field is null && found.Count < FoundMax) found.Add((path, type, number));
            if (field is not { FieldType: FieldType.Message } || WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited || IsFree(field.MessageType))
            {
                input.SkipLastField();
                continue;
            }
            var index = seen[number] = seen.GetValueOrDefault(number, -1) + 1;
            var step = field.IsRepeated ? $"{field.Name}[{index}]" : field.Name;
            Walk(field.MessageType, input.ReadBytes().Span, path.Length == 0 ? step : $"{path}.{step}", depth + 1, found);
        }
    }

    private static bool IsFree(MessageDescriptor type) => type != Any.Descriptor && type.FullName.StartsWith("google.protobuf.", StringComparison.Ordinal);
}
