using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>What the control API takes and answers. Generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorShape))]
[JsonSerializable(typeof(ApplyRequest))]
[JsonSerializable(typeof(RollbackRequest))]
[JsonSerializable(typeof(ApplyResultShape))]
[JsonSerializable(typeof(HistoryShape))]
[JsonSerializable(typeof(VersionShape))]
[JsonSerializable(typeof(StatusShape))]
[JsonSerializable(typeof(ServiceListShape))]
[JsonSerializable(typeof(ProxyDetailShape))]
[JsonSerializable(typeof(ReadyShape))]
[JsonSerializable(typeof(ForgottenShape))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenShape))]
[JsonSerializable(typeof(TokenListShape))]
[JsonSerializable(typeof(RevokedShape))]
[JsonSerializable(typeof(RootListShape))]
[JsonSerializable(typeof(RotateRequest))]
[JsonSerializable(typeof(ImportRootRequest))]
[JsonSerializable(typeof(CertificateListShape))]
[JsonSerializable(typeof(DenyRequest))]
[JsonSerializable(typeof(DenialListShape))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    public const string ApiVersion = "actormesh/v1";

    /// <summary>Without the escapes that only HTML needs: people read this in a terminal, and it is never served as HTML.</summary>
    public static ControlJson Readable => field ??=
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
