using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Envoy.Messages;

/// <summary>Extension configuration: a mapping whose <c>@type</c> says which message its other keys are fields of.</summary>
internal sealed class AnyReader(Findings findings, SourceMap map, MessageReader messages)
{
    public const string TypeKey = "@type";

    private readonly IReadOnlyList<MessageDescriptor> _types = findings.ForImport ? ExtensionTypes.All : ExtensionTypes.Runnable;

    public Any? Read(FieldDescriptor field, Location at)
    {
        if (FindType(field, at) is not { } type) return null;
        var payload = messages.Read(type, at, isPayload: true);
        var any = Any.Pack(payload);
        map.AddPayload(any, payload);
        return any;
    }

    private MessageDescriptor? FindType(FieldDescriptor field, Location at)
    {
        if (at.Node is not MappingNode mapping)
            return Refuse(at, $"expected a mapping with {TypeKey}, found {at.Node.Kind}", KnownTypes());
        if (mapping.Find(TypeKey) is not { } entry)
            return Refuse(at, $"{TypeKey} is missing, so the kind of this configuration is not known", KnownTypes());
        if (entry.Value is not ScalarNode { IsNull: false } scalar)
            return Refuse(at.Key(entry), $"{TypeKey} is empty", KnownTypes(), at.Node);

        var url = scalar.Text;
        var name = url[(url.LastIndexOf('/') + 1)..];
        if (name.Length < url.Length && Find(name) is { } type) return type;
        if (name.Length == url.Length && Find(name) is not null)
            return Refuse(at.Key(entry), $"{Quoted.Of(url)} is not a type URL", $"write type.googleapis.com/{name}", at.Node);
        return RefuseUnknown(field, at, at.Key(entry), name);
    }

    private MessageDescriptor? RefuseUnknown(FieldDescriptor field, Location at, Location key, string name)
    {
        var message = $"ActorMesh has no extension {Quoted.Of(name)}";
        if (findings.ForImport)
        {
            findings.Unread(key, message, hint: null);
            map.MarkUnread(at.Node);
            return null;
        }
        if (field.ContainingType == HttpFilter.Descriptor && IsOptional(at.Parent))
        {
            // Envoy skips an optional filter only when it does not have it.
            if (name.StartsWith("envoy.", StringComparison.Ordinal))
                return Refuse(key, message, "is_optional does not skip a filter that Envoy has and would run; remove the filter if you can do without it", at.Node);
            findings.Warning(key, message, "it is skipped, because is_optional is true");
            map.MarkUnread(at.Node);
            return null;
        }
        var nearest = NearestName.Hint(name[(name.LastIndexOf('.') + 1)..], _types.Select(type => type.Name));
        return Refuse(key, message, nearest is null ? KnownTypes() : $"{nearest} {KnownTypes()}", at.Node);
    }

    private static bool IsOptional(Location? holder) =>
        holder?.Node is MappingNode mapping
        && (mapping.Find("is_optional") ?? mapping.Find("isOptional")) is { Value: ScalarNode { AsBoolean: true } };

    private MessageDescriptor? Refuse(Location at, string message, string hint, DocumentNode? unread = null)
    {
        findings.Error(at, message, hint);
        map.MarkUnread(unread ?? at.Node);
        return null;
    }

    private MessageDescriptor? Find(string name) => ExtensionTypes.Find(name) is { } type && _types.Contains(type) ? type : null;

    private string KnownTypes() =>
        $"known types: {string.Join(", ", _types.Select(type => $"type.googleapis.com/{type.FullName}"))}";
}
