using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorMesh.Cli.Admin;

/// <summary>What the admin API answers as JSON. Generated at compile time, so that the first answer needs no reflection.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SortedDictionary<string, double>))]
[JsonSerializable(typeof(IEnumerable<ClusterShape>))]
[JsonSerializable(typeof(IEnumerable<ListenerShape>))]
[JsonSerializable(typeof(IEnumerable<RouteTableShape>))]
[JsonSerializable(typeof(IEnumerable<FailedRequestShape>))]
[JsonSerializable(typeof(IdentityShape))]
[JsonSerializable(typeof(ServerInfoShape))]
[JsonSerializable(typeof(StateShape))]
[JsonSerializable(typeof(ConfigDumpShape))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    /// <summary>Without the escapes that only HTML needs: people read this in a terminal, and it is never served as HTML.</summary>
    public static AdminJson Readable => field ??=
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
