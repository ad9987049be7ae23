using System.Collections;
using System.Globalization;
using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>A message as the document that it would be written as, so that what was sent is read like what was written.</summary>
internal static class MessageDocument
{
    public static MappingNode Of(IMessage message)
    {
        var mapping = Mapping();
        AddFields(mapping, message);
        return mapping;
    }

    private static void AddFields(MappingNode mapping, IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (field.IsMap) AddMap(mapping, field, (IDictionary)value);
            else if (field.IsRepeated) AddList(mapping, field, (IList)value);
            else if (field.HasPresence ? field.Accessor.HasValue(message) : !IsDefault(value)) Add(mapping, field.Name, One(field, value));
        }
    }

    private static void AddMap(MappingNode mapping, FieldDescriptor field, IDictionary entries)
    {
        if (entries.Count == 0) return;
        var valueField = field.MessageType.FindFieldByNumber(2);
        var node = Mapping();
        foreach (DictionaryEntry entry in entries) Add(node, Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!, One(valueField, entry.Value!));
        Add(mapping, field.Name, node);
    }

    private static void AddList(MappingNode mapping, FieldDescriptor field, IList items)
    {
        if (items.Count == 0) return;
        var node = new SequenceNode(SourcePosition.Start);
        foreach (var item in items) node.Add(One(field, item));
        Add(mapping, field.Name, node);
    }

    private static DocumentNode One(FieldDescriptor field, object value) => value switch
    {
        Any any => Extension(any),
        Duration duration => Scalar(duration.ToString().Trim('"')),
        Struct free => Free(free),
        ListValue list => Free(list),
        Value free => Free(free),
        IMessage message => Of(message),
        string text => Text(text),
        ByteString bytes => Text(bytes.ToBase64()),
        bool truth => Scalar(truth ? "true" : "false"),
        System.Enum member => field.EnumType.FindValueByNumber(Convert.ToInt32(member, CultureInfo.InvariantCulture)) is { } known ? Text(known.Name) : Scalar($"{Convert.ToInt32(member, CultureInfo.InvariantCulture)}"),
        IFormattable number => Scalar(number.ToString(null, CultureInfo.InvariantCulture)),
        _ => throw new InvalidOperationException($"{field.FullName}: no document has a {value.GetType()}."),
    };

    /// <summary>What is in one of a type that is not known cannot be told; its type says enough.</summary>
    private static MappingNode Extension(Any any)
    {
        var mapping = Mapping();
        Add(mapping, AnyReader.TypeKey, Text(any.TypeUrl));
        if (ExtensionTypes.Find(Any.GetTypeName(any.TypeUrl)) is { } type) AddFields(mapping, ForeignMessage.Parse(type.Parser, any.Value.Span));
        return mapping;
    }

    private static MappingNode Free(Struct value)
    {
        var mapping = Mapping();
        foreach (var (name, member) in value.Fields) Add(mapping, name, Free(member));
        return mapping;
    }

    private static SequenceNode Free(ListValue value)
    {
        var list = new SequenceNode(SourcePosition.Start);
        foreach (var item in value.Values) list.Add(Free(item));
        return list;
    }

    private static DocumentNode Free(Value value) => value.KindCase switch
    {
        Value.KindOneofCase.StructValue => Free(value.StructValue),
        Value.KindOneofCase.ListValue => Free(value.ListValue),
        Value.KindOneofCase.StringValue => Text(value.StringValue),
        Value.KindOneofCase.BoolValue => Scalar(value.BoolValue ? "true" : "false"),
        Value.KindOneofCase.NumberValue => Scalar(value.NumberValue.ToString("R", CultureInfo.InvariantCulture)),
        _ => Scalar("null"),
    };

    private static bool IsDefault(object value) => value switch
    {
        string text => text.Length == 0,
        ByteString bytes => bytes.IsEmpty,
        System.Enum member => Convert.ToInt32(member, CultureInfo.InvariantCulture) == 0,
        IConvertible number => Convert.ToDouble(number, CultureInfo.InvariantCulture) == 0,
        _ => false,
    };

    private static MappingNode Mapping() => new(SourcePosition.Start);

    private static ScalarNode Text(string text) => new(text, isPlain: false, SourcePosition.Start);

    private static ScalarNode Scalar(string text) => new(text, isPlain: true, SourcePosition.Start);

    private static void Add(MappingNode mapping, string key, DocumentNode value) => mapping.TryAdd(new MappingEntry(key, SourcePosition.Start, value));
}
