using System.Diagnostics.CodeAnalysis;
using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Reading;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using ExplicitHttpConfig = ActorMesh.Runtime.Contracts.Envoy.UpstreamHttp.HttpProtocolOptions.Types.ExplicitHttpConfig;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>
/// Walks a document along the descriptors of the resource model and fills messages, by the rules of protobuf's JSON mapping.
/// Goes on after every problem. Not protobuf's own JsonParser, because that stops at the first and knows no lines.
/// </summary>
internal sealed class MessageReader
{
    private readonly Findings _findings;
    private readonly SourceMap _map;
    private readonly ValueReader _values;
    private readonly FieldTable _fields;
    private readonly IReadOnlySet<DocumentNode> _controlPlanes;

    /// <param name="controlPlanes">Clusters whose endpoints are control planes: HTTP/2 is spoken to them, and to no others.</param>
    public MessageReader(Findings findings, SourceMap map, IReadOnlySet<DocumentNode>? controlPlanes = null)
    {
        _controlPlanes = controlPlanes ?? new HashSet<DocumentNode>();
        _findings = findings;
        _map = map;
        _values = new ValueReader(findings, map, this);
        _fields = new FieldTable(findings.ForImport);
    }

    /// <param name="type">What the value is to become.</param>
    /// <param name="at">The value.</param>
    /// <param name="isPayload">True inside an Any, where the mapping also holds the Any's own key.</param>
    /// <returns>The message with all that could be read; what could not is reported.</returns>
    public IMessage Read(MessageDescriptor type, Location at, bool isPayload = false)
    {
        var message = Empty(type, at);
        if (at.Node is MappingNode mapping)
        {
            ReadFields(message, mapping.Entries.Where(entry => !isPayload || entry.Key != AnyReader.TypeKey), at);
        }
        else
        {
            var fields = string.Join(", ", _fields.ReadOf(type).Select(field => field.Name));
            _findings.Error(
                at,
                $"expected a mapping with fields of {type.Name}, found {at.Node.Kind}",
                fields.Length == 0 ? "write {}" : $"its fields are {fields}");
            _map.MarkUnread(at.Node);
        }
        return message;
    }

    public IMessage Empty(MessageDescriptor type, Location at)
    {
        var message = type.Parser.ParseFrom(ReadOnlySpan<byte>.Empty);
        _map.Add(message, at);
        return message;
    }

    private void ReadFields(IMessage message, IEnumerable<MappingEntry> entries, Location at)
    {
        var known = _fields.Of(message.Descriptor);
        var keyOf = new Dictionary<FieldDescriptor, MappingEntry>();
        foreach (var entry in entries)
        {
            if (!known.TryGetValue(entry.Key, out var field) && !IsForControlPlane(message.Descriptor, entry, at, out field))
                ReportUnknown(message.Descriptor, entry, at);
            else if (!keyOf.TryAdd(field, entry))
                _findings.Error(
                    at.Key(entry),
                    $"the field is given twice; the first stands at {keyOf[field].KeyPosition} as {Quoted.Of(keyOf[field].Key)}");
            else if (entry.Value is not ScalarNode { IsNull: true } && !BreaksOneof(field, entry, keyOf, at))
                ReadField(message, field, entry, at);
        }
    }

    private bool IsForControlPlane(MessageDescriptor type, MappingEntry entry, Location at, [NotNullWhen(true)] out FieldDescriptor? field)
    {
        field = type == ExplicitHttpConfig.Descriptor ? type.FindFieldByNumber(ExplicitHttpConfig.Http2ProtocolOptionsFieldNumber) : null;
        if (field is null || (entry.Key != field.Name && entry.Key != field.JsonName)) return false;
        for (var place = at; place is not null; place = place.Parent)
            if (_controlPlanes.Contains(place.Node)) return true;
        return false;
    }

    private void ReadField(IMessage message, FieldDescriptor field, MappingEntry entry, Location at)
    {
        if (!_findings.ForImport && RefusedFields.Find(field) is { } refusal)
        {
            if (refusal.IsUnread) _findings.Unread(at.Key(entry), refusal.Message, refusal.Hint);
            else _findings.Error(at.Key(entry), refusal.Message, refusal.Hint);
            // A message is set all the same, so that no check asks for what the user did give.
            if (!refusal.IsUnread) field.Accessor.SetValue(message, Empty(field.MessageType, at.Field(field.Name, entry.Value)));
            return;
        }
        _values.Read(message, field, at.Field(field.Name, entry.Value));
    }

    private bool BreaksOneof(FieldDescriptor field, MappingEntry entry, Dictionary<FieldDescriptor, MappingEntry> keyOf, Location at)
    {
        if (field.RealContainingOneof is not { } oneof) return false;
        foreach (var (other, earlier) in keyOf)
        {
            if (other == field || other.RealContainingOneof != oneof || earlier.Value is ScalarNode { IsNull: true }) continue;
            var names = string.Join(", ", oneof.Fields.Select(member => member.Name));
            _findings.Error(
                at.Key(entry),
                $"`{other.Name}` is already set at {earlier.KeyPosition}; only one of {names} may be",
                "remove one of the two");
            return true;
        }
        return false;
    }

    private void ReportUnknown(MessageDescriptor type, MappingEntry entry, Location at)
    {
        var location = at.Key(entry);
        var need = GuardingFields.WhyNeeded(type, entry.Key);
        if (UnsupportedFields.Contains(type, entry.Key) || NotRunFields.Contains(type, entry.Key))
        {
            _findings.Unread(
                location,
                $"Envoy's {type.Name} has this field, but ActorMesh does not support it yet",
                UnsupportedFields.HintFor(entry.Key),
                need);
            return;
        }
        var names = _fields.ReadOf(type).Select(field => field.Name).ToList();
        var nearest = NearestName.Among(entry.Key, names);
        var all = names.Count == 0 ? "nothing may stand here yet" : $"fields here are {string.Join(", ", names)}";
        var hint = nearest is null ? all : $"did you mean {Quoted.Of(nearest)}?";
        // Where a lenient reading only warns, the missing field must still be an error of its own.
        if (nearest is not null && (need is not null || !_findings.IsLenient)) _map.MarkMisspelt(at.Node, nearest);
        _findings.Unread(location, $"unknown or unsupported field in {type.Name}", hint, _findings.IsLenient ? need : null);
    }
}
