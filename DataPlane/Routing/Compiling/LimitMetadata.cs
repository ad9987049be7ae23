using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.DataPlane.Routing.Compiling;

/// <summary>What a route's metadata says of limits (<see cref="MeshMetadata.Limits"/>).</summary>
internal static class LimitMetadata
{
    /// <summary>Whole numbers up to here are exact in metadata.</summary>
    private const double BytesMax = 1L << 53;

    /// <summary><c>max-request-body</c>: bytes, 0 for no body at all.</summary>
    public static long? RequestBodyMax(Metadata? metadata, ResourcePath path) =>
        Read(metadata, path, fields => fields.Number("max-request-body", 0, BytesMax)) is { } bytes ? (long)bytes : null;

    /// <summary><c>rate-limit-fields</c>: whether answers tell limits in the fields of the IETF draft, too.</summary>
    public static bool HasDraftFields(Metadata? metadata, ResourcePath path) => Read(metadata, path, fields => fields.Truth("rate-limit-fields")) ?? false;

    /// <summary><c>on-error</c> of a limit of the whole mesh: whether requests are refused while its coordinator can't be asked; null for nothing said.</summary>
    public static bool? DeniesOnError(Metadata? metadata, ResourcePath path) =>
        Read<bool>(metadata, path, fields => fields.Word("on-error", "allow", "deny") is { } word ? word == "deny" : null, MeshMetadata.RateLimit);

    private static T? Read<T>(Metadata? metadata, ResourcePath path, Func<MetadataFields, T?> read, string name = MeshMetadata.Limits) where T : struct
    {
        if (MetadataFields.Of(metadata, name) is not { } fields) return null;
        try
        {
            return read(fields);
        }
        catch (FormatException wrong)
        {
            throw path.Refuse(wrong.Message);
        }
    }
}
