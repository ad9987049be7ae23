using Google.Protobuf.Reflection;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>The fields of each message by the two names that a file may use: <c>connect_timeout</c> and <c>connectTimeout</c>.</summary>
/// <param name="withNotRun">Whether <see cref="NotRunFields"/> are among them.</param>
internal sealed class FieldTable(bool withNotRun)
{
    private readonly Dictionary<MessageDescriptor, IReadOnlyDictionary<string, FieldDescriptor>> _known = [];

    public IReadOnlyDictionary<string, FieldDescriptor> Of(MessageDescriptor type)
    {
        if (_known.TryGetValue(type, out var fields)) return fields;
        var byName = new Dictionary<string, FieldDescriptor>(StringComparer.Ordinal);
        foreach (var field in ReadOf(type)) byName[field.Name] = byName[field.JsonName] = field;
        _known[type] = byName;
        return byName;
    }

    /// <summary>The fields that are read, in the order of the resource model.</summary>
    public IEnumerable<FieldDescriptor> ReadOf(MessageDescriptor type) =>
        type.Fields.InDeclarationOrder().Where(field => withNotRun || NotRunFields.Find(field) is null);
}
