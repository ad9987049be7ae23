using System.Text.Json.Nodes;
using ActorMesh.Runtime.Contracts;
using Google.Protobuf;

namespace ActorMesh.Cli.Admin;

/// <summary>
/// Shows resources in protobuf's JSON mapping, with the field names of Envoy's documentation: what is shown can be used as a file. What proves
/// an identity is not shown.
/// </summary>
internal static class ResourceJson
{
    private static readonly string[] Secret = ["private_key", "password", "pkcs12"];
    private static readonly string[] Inline = ["inline_bytes", "inline_string"];

    private static readonly JsonFormatter Formatter =
        new(JsonFormatter.Settings.Default.WithTypeRegistry(ExtensionTypes.Registry).WithPreserveProtoFieldNames(true));

    public static JsonNode? Of(IMessage? message)
    {
        var json = message is null ? null : JsonNode.Parse(Formatter.Format(message));
        Redact(json);
        return json;
    }

    /// <summary>The same inside an Any.</summary>
    public static JsonObject OfAny(IMessage message)
    {
        var any = new JsonObject { ["@type"] = $"type.googleapis.com/{message.Descriptor.FullName}" };
        foreach (var (name, value) in Of(message)!.AsObject()) any[name] = value?.DeepClone();
        return any;
    }

    private static void Redact(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list) Redact(item);
        }
        else if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields.ToList())
            {
                if (value is JsonObject source && Secret.Contains(name)) Redact(source);
                else Redact(value);
            }
        }
    }

    private static void Redact(JsonObject source)
    {
        foreach (var part in Inline.Where(source.ContainsKey)) source[part] = "[redacted]";
    }
}
