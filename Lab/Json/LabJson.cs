using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorMesh.Lab.Json;

/// <summary>Writes results as JSON. Generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, NewLine = "\n")]
[JsonSerializable(typeof(RunShape))]
[JsonSerializable(typeof(ScenarioListShape))]
public sealed partial class LabJson : JsonSerializerContext
{
    /// <summary>Without the escapes that only HTML needs.</summary>
    public static LabJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The same run gives the same text, to the byte.</summary>
    public static string Text(RunShape run) => $"{JsonSerializer.Serialize(run, Readable.RunShape)}\n";
}
