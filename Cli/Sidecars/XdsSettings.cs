using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Hocon.Envoy;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Cli.Sidecars;

/// <summary>How a sidecar follows a control plane: resources are read as strictly as files are.</summary>
internal static class XdsSettings
{
    /// <summary>How often a control plane of ours is asked whether it lives.</summary>
    public static readonly TimeSpan OwnPing = TimeSpan.FromSeconds(10);

    public static DiscoverySettings Of(IReadOnlyList<string> servers, Node node) => new(servers, node) { Read = Read };

    private static IMessage Read(Any body, DiscoveredType type)
    {
        var reading = ResourceReader.Read(body, type.Descriptor);
        return reading.Resource ?? throw new ResourceException(type.Noun, string.Join("; ", reading.Problems));
    }
}
