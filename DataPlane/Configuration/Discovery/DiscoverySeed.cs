using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>Gives a sidecar that has never run what it starts with, so that it does not wait for its control plane.</summary>
public static class DiscoverySeed
{
    /// <summary>Writes it as if the sidecar had run it. Blocks on the disk.</summary>
    /// <param name="folder">Where the sidecar keeps what it runs.</param>
    /// <param name="resources">As a control plane sends them.</param>
    /// <param name="fence">The control plane is listened to when it publishes something later.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<Any> resources, DiscoveryFence fence, DateTimeOffset now)
    {
        var store = new DiscoveryStore(folder);
        store.Try(new KeptConfiguration(
            [.. from body in resources let type = DiscoveredTypes.Find(body.TypeUrl) where type is not null select (type.Value, body)],
            $"actormesh epoch={fence.Epoch} sequence={fence.Sequence} node=start", now, fence), default);
        store.Close();
    }
}
