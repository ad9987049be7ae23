using Google.Protobuf.Reflection;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>The fields of each message by the two names that a file may use: <c>connect_timeout</c> and <c>connectTimeout</c>.</summary>
internal sealed class FieldTable
{
    private readonly Dictionary<MessageDescriptor, IReadOnlyDictionary<string, FieldDescriptor>> _known = [];

    public IReadOnlyDictionary<string, FieldDescriptor> Of(MessageDescriptor type)
    {
        if (_known.TryGetValue(type, out var fields)) return fields;
        var byName = new Dictionary<string, FieldDescriptor>(StringComparer.Ordinal);
        foreach (var field in type.Fields.InDeclarationOrder()) byName[field.Name] = byName[field.JsonName] = field;
        _known[type] = byName;
        return byName;
    }
}
