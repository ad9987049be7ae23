using System.Collections;
using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Reading;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>Reads the value of one field, repeated or not, and puts it into its message.</summary>
internal sealed class ValueReader(Findings findings, SourceMap map, MessageReader messages)
{
    private readonly StructReader _structs = new(findings);
    private readonly AnyReader _anys = new(findings, map, messages);

    public void Read(IMessage message, FieldDescriptor field, Location at)
    {
        if (field.IsMap) ReadMap((IDictionary)field.Accessor.GetValue(message), field, at);
        else if (field.IsRepeated) ReadList((IList)field.Accessor.GetValue(message), field, at);
        else if (One(field, at) is { } value) field.Accessor.SetValue(message, value);
    }

    private void ReadList(IList target, FieldDescriptor field, Location at)
    {
        if (at.Node is not SequenceNode list)
        {
            Refuse(at, $"expected a list, found {at.Node.Kind}", "put `- ` before each item, or brackets round them all");
            return;
        }
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = at.Item(i, list.Items[i]);
            if (item.Node is ScalarNode { IsNull: true }) Refuse(item, "this list item is empty");
            var value = map.IsUnread(item) ? null : One(field, item);
            // A stand-in keeps the places of the items behind a bad one.
            target.Add(value ?? StandIn(field, item));
        }
    }

    private void ReadMap(IDictionary target, FieldDescriptor field, Location at)
    {
        if (at.Node is not MappingNode mapping)
        {
            Refuse(at, $"expected a mapping, found {at.Node.Kind}");
            return;
        }
        var keyField = field.MessageType.FindFieldByNumber(1);
        var valueField = field.MessageType.FindFieldByNumber(2);
        foreach (var entry in mapping.Entries)
        {
            var location = at.MapValue(entry);
            var key = ScalarReader.Key(keyField, entry);
            if (key.Problem is not null) Refuse(location, key.Problem, key.Hint);
            else if (entry.Value is ScalarNode { IsNull: true }) Refuse(location, "the value is empty");
            else if (One(valueField, location) is { } value) target[key.Value!] = value;
        }
    }

    private object? One(FieldDescriptor field, Location at)
    {
        if (field.FieldType != FieldType.Message) return Scalar(at, node => ScalarReader.Read(field, node));
        var type = field.MessageType;
        if (type == Duration.Descriptor) return Scalar(at, DurationText.Read);
        if (type == Any.Descriptor) return _anys.Read(field, at);
        if (type == Struct.Descriptor) return Free<MappingNode>(at, _structs.ReadStruct);
        if (type == ListValue.Descriptor) return Free<SequenceNode>(at, _structs.ReadList);
        if (type == Value.Descriptor) return _structs.ReadValue(at.Node, at);
        // A wrapper stands in the file as the bare value that it wraps; the field's accessor takes it bare, too.
        if (type.File == UInt32Value.Descriptor.File) return Scalar(at, node => ScalarReader.Read(type.FindFieldByNumber(1), node));
        return messages.Read(type, at);
    }

    private object? Scalar(Location at, Func<ScalarNode, ScalarReading> read)
    {
        if (at.Node is not ScalarNode node)
        {
            Refuse(at, $"expected a single value, found {at.Node.Kind}");
            return null;
        }
        var reading = read(node);
        if (reading.Problem is not null) Refuse(at, reading.Problem, reading.Hint);
        return reading.Value;
    }

    private object? Free<TNode>(Location at, Func<TNode, Location, object> read)
        where TNode : DocumentNode
    {
        if (at.Node is TNode node) return read(node, at);
        Refuse(at, $"expected {(typeof(TNode) == typeof(MappingNode) ? "a mapping" : "a list")}, found {at.Node.Kind}");
        return null;
    }

    private void Refuse(Location at, string message, string? hint = null)
    {
        findings.Error(at, message, hint);
        map.MarkUnread(at.Node);
    }

    private object StandIn(FieldDescriptor field, Location at) => field.FieldType switch
    {
        FieldType.String => "",
        FieldType.UInt32 => 0u,
        FieldType.Message => messages.Empty(field.MessageType, at),
        _ => throw new InvalidOperationException($"{field.FullName}: lists of {field.FieldType} have no use yet."),
    };
}
