using ActorMesh.Hocon.Envoy.Documents;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>Leads from each message that was read back to its place in the file. Knows messages by identity, not by value.</summary>
internal sealed class SourceMap
{
    private readonly Dictionary<IMessage, Location> _locations = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Any, IMessage> _payloads = new(ReferenceEqualityComparer.Instance);
    private readonly List<IMessage> _messages = [];
    private readonly HashSet<DocumentNode> _unread = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(DocumentNode Mapping, string Field)> _misspelt = [];

    /// <summary>Every message, payloads of Any too, each before those inside it.</summary>
    public IReadOnlyList<IMessage> Messages => _messages;

    public void Add(IMessage message, Location location)
    {
        _locations[message] = location;
        _messages.Add(message);
    }

    public void AddPayload(Any any, IMessage payload) => _payloads[any] = payload;

    /// <summary>An error was reported for this node, so nothing that follows from it is news.</summary>
    public void MarkUnread(DocumentNode node) => _unread.Add(node);

    public void MarkMisspelt(DocumentNode mapping, string field) => _misspelt.Add((mapping, field));

    public bool IsUnread(Location location) => _unread.Contains(location.Node);

    /// <returns>True when an error that was reported covers all that could be said of the field.</returns>
    public bool IsUnread(IMessage message, FieldDescriptor field) =>
        IsUnread(Of(message)) || IsUnread(Of(message, field)) || _misspelt.Contains((Of(message).Node, field.Name));

    /// <returns>The message in <paramref name="any"/> as it was read, or null when it could not be.</returns>
    public IMessage? PayloadOf(Any? any) => any is null ? null : _payloads.GetValueOrDefault(any);

    public Location Of(IMessage message) => _locations[message];

    /// <returns>The field's value in the file, or the message itself when the field is absent.</returns>
    public Location Of(IMessage message, FieldDescriptor field)
    {
        var location = Of(message);
        return EntryOf(location, field) is { } entry ? location.Field(field.Name, entry.Value) : location.Absent(field.Name);
    }

    public Location Of(IMessage message, FieldDescriptor field, int index)
    {
        var location = Of(message, field);
        return location.Node is SequenceNode list && index < list.Items.Count ? location.Item(index, list.Items[index]) : location;
    }

    /// <returns>True when the file gives the field a value, or tries to.</returns>
    public bool Mentions(IMessage message, FieldDescriptor field) =>
        EntryOf(Of(message), field) is { Value: not ScalarNode { IsNull: true } };

    private static MappingEntry? EntryOf(Location location, FieldDescriptor field) =>
        location.Node is MappingNode mapping ? mapping.Find(field.Name) ?? mapping.Find(field.JsonName) : null;
}
