using System.Text.Json.Nodes;
using ActorMesh.Runtime.Contracts;
using Google.Protobuf;

namespace ActorMesh.Cli.Admin;

/// <summary>Shows resources in protobuf's JSON mapping, with the field names of Envoy's documentation: what is shown can be used as a file.</summary>
internal static class ResourceJson
{
    private static readonly JsonFormatter Formatter =
        new(JsonFormatter.Settings.Default.WithTypeRegistry(ExtensionTypes.Registry).WithPreserveProtoFieldNames(true));

    public static JsonNode? Of(IMessage? message) => message is null ? null : JsonNode.Parse(Formatter.Format(message));

    /// <summary>The same inside an Any.</summary>
    public static JsonObject OfAny(IMessage message)
    {
        var any = new JsonObject { ["@type"] = $"type.googleapis.com/{message.Descriptor.FullName}" };
        foreach (var (name, value) in Of(message)!.AsObject()) any[name] = value?.DeepClone();
        return any;
    }
}
