using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorMesh.Cli.Commands;

/// <summary>What commands print as JSON. Generated at compile time: reflection would cost more than all the rest of a short command.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VersionCommand.Shape))]
[JsonSerializable(typeof(Sidecars.FindingList))]
[JsonSerializable(typeof(Linting.LintShape))]
[JsonSerializable(typeof(Describing.ServiceShape))]
[JsonSerializable(typeof(Describing.RouteShape))]
[JsonSerializable(typeof(Planning.PlanShape))]
[JsonSerializable(typeof(Probing.ProbeShape))]
[JsonSerializable(typeof(Probing.AccessCheckShape))]
[JsonSerializable(typeof(Verifying.VerificationListShape))]
[JsonSerializable(typeof(Explaining.LessonShape))]
[JsonSerializable(typeof(Explaining.LessonListShape))]
[JsonSerializable(typeof(Exchange.MeshShape))]
[JsonSerializable(typeof(Applying.ApplyShape))]
[JsonSerializable(typeof(Inspecting.ProxyDiffShape))]
[JsonSerializable(typeof(Identities.InspectedShape))]
internal sealed partial class CommandJson : JsonSerializerContext
{
    /// <summary>Without the escapes that only HTML needs.</summary>
    public static CommandJson Readable => field ??=
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
