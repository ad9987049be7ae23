using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Cli.Up;

/// <summary>Gives each sidecar what it starts with, so that none waits for the control node, which takes longer to start than they do.</summary>
internal static class SidecarSeeds
{
    /// <summary>A leader begins with its first entry in the journal, and publishes later ones.</summary>
    private static readonly DiscoveryFence First = new(1, 1);

    /// <param name="folder">Of all of them.</param>
    /// <param name="warn">Told what cannot be compiled.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static async Task Write(ServiceMesh mesh, Placement placement, string folder, Action<string> warn, DateTimeOffset now)
    {
        var revision = new MeshRevision { Version = 1, Epoch = First.Epoch };
        var published = new PublishedMesh { Epoch = First.Epoch, Sequence = First.Sequence, Stable = revision, StableDocument = new MeshDocument() };
        var resources = new MeshResourcesCompiler(_ => mesh, _ => placement, warn).Compile(published, EndpointSet.Empty);
        foreach (var service in mesh.Services)
        {
            if (await resources.Of(new ProxyIdentity(service.Name, service.Name)) is not { } own) continue;
            var bodies = ResourceTypes.InOrder.SelectMany(type => own.Of(type)!.ByName.Values.OrderBy(resource => resource.Name, StringComparer.Ordinal)).Select(resource => resource.Body);
            DiscoverySeed.Write(FolderOf(folder, service), [.. bodies], First, now);
        }
    }

    /// <summary>Where the sidecar of a service keeps what it runs.</summary>
    public static string FolderOf(string folder, Service service) => Path.Combine(folder, $"{service.Name}.state");
}
