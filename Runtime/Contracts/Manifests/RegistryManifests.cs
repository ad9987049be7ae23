using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>Of <c>registry.proto</c>.</summary>
internal static class RegistryManifests
{
    public static readonly IReadOnlyDictionary<string, MessageParser> All = new Dictionary<string, MessageParser>(StringComparer.Ordinal)
    {
        ["registered-proxy"] = RegisteredProxy.Parser,
        ["registry-share"] = RegistryShare.Parser,
        ["forget-proxy"] = ForgetProxy.Parser,
        ["registry-query"] = RegistryQuery.Parser,
    };
}
