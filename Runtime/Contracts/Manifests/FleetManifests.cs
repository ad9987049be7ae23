using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts.Manifests;

/// <summary>Of <c>fleet.proto</c>.</summary>
internal static class FleetManifests
{
    public static readonly IReadOnlyDictionary<string, MessageParser> All = new Dictionary<string, MessageParser>(StringComparer.Ordinal)
    {
        ["fleet-query"] = FleetQuery.Parser,
        ["fleet-page"] = FleetPage.Parser,
    };
}
