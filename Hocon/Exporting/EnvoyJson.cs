using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using Google.Protobuf;

namespace ActorMesh.Hocon.Exporting;

/// <summary>Writes a bootstrap as Envoy reads it: protobuf's JSON mapping, with the field names of the API.</summary>
public static class EnvoyJson
{
    private static readonly JsonFormatter Formatter = new(
        JsonFormatter.Settings.Default.WithTypeRegistry(ExtensionTypes.Registry).WithPreserveProtoFieldNames(true).WithIndentation());

    /// <returns>Indented, with a line end behind the last line.</returns>
    public static string Of(Bootstrap bootstrap) => Formatter.Format(bootstrap) + "\n";
}
