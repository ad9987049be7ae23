using System.Collections.Frozen;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Resources;

/// <summary>
/// Turns the published mesh and the known endpoints into what each proxy gets. Remembers what it compiled, so that a change costs what it
/// changes. One caller at a time; what it returns may be read by many.
/// </summary>
/// <param name="read">Gives the mesh that a document holds. What it throws, <see cref="Compile"/> throws, and nothing is forgotten.</param>
/// <param name="place">Says where everything is: as written in a fleet, all on one machine for a trial.</param>
/// <param name="warn">Is told what cannot be compiled, from any thread.</param>
public sealed class MeshResourcesCompiler(Func<MeshDocument, ServiceMesh> read, Func<ServiceMesh, Placement> place, Action<string> warn)
{
    private readonly ResourceMemory _memory = new();
    private (ByteString Hash, MeshGeneration Generation)? _stable;
    private (ByteString Hash, MeshGeneration Generation)? _canary;
    private FrozenSet<string> _workloads = FrozenSet<string>.Empty;

    /// <summary>As <see cref="PlacedMesh.HasIdentities"/>.</summary>
    public bool HasIdentities { get; init; }

    /// <summary>The services of the mesh that was compiled last, of both revisions.</summary>
    public IReadOnlySet<string> Services { get; private set; } = FrozenSet<string>.Empty;

    /// <exception cref="PlacementException">The mesh cannot be placed at all.</exception>
    public MeshResources Compile(PublishedMesh published, EndpointSet endpoints)
    {
        var stable = Next(published.Stable, published.StableDocument, endpoints, _stable);
        var canary = Next(published.Canary, published.CanaryDocument, endpoints, _canary ?? _stable);
        var isOther = !ReferenceEquals(stable?.Generation.Mesh, _stable?.Generation.Mesh) || !ReferenceEquals(canary?.Generation.Mesh, _canary?.Generation.Mesh);
        (_stable, _canary) = (stable, canary);
        if (isOther) Look(stable?.Generation.Mesh, canary?.Generation.Mesh);
        var (first, everybody) = (canary?.Generation, stable?.Generation);
        var (version, percent) = (published.Canary?.Version ?? 0, published.CanaryPercent);
        return new MeshResources(published.Epoch, published.Sequence, proxy => Generation(proxy)?.Of(proxy) ?? MeshResources.Nothing, Services)
        {
            Workloads = _workloads,
            VersionOf = proxy => Generation(proxy)?.VersionOf(proxy) ?? 0,
        };

        MeshGeneration? Generation(ProxyIdentity proxy) => first is not null && CanaryShare.Includes(proxy.Id, version, percent) ? first : everybody;
    }

    private (ByteString Hash, MeshGeneration Generation)? Next(
        MeshRevision? revision, MeshDocument? document, EndpointSet endpoints, (ByteString Hash, MeshGeneration Generation)? last)
    {
        if (revision is null || document is null) return null;
        var known = Known(document.Hash);
        var mesh = known?.Mesh ?? Placed(document);
        var same = new[] { known, last?.Generation }.FirstOrDefault(candidate => candidate?.Is(mesh, revision.Epoch, revision.Version) == true);
        return (document.Hash, same?.With(endpoints) ?? new MeshGeneration(mesh, revision.Epoch, revision.Version, endpoints, warn, last?.Generation));
    }

    private MeshGeneration? Known(ByteString hash) =>
        _stable?.Hash == hash ? _stable.Value.Generation : _canary?.Hash == hash ? _canary.Value.Generation : null;

    private PlacedMesh Placed(MeshDocument document)
    {
        var mesh = read(document);
        return new PlacedMesh(mesh, place(mesh), _memory) { HasIdentities = HasIdentities };
    }

    private void Look(params PlacedMesh?[] meshes)
    {
        var services = meshes.OfType<PlacedMesh>().SelectMany(mesh => mesh.Services).Select(service => service.Name).ToFrozenSet(StringComparer.Ordinal);
        Services = services;
        _workloads = meshes.OfType<PlacedMesh>().SelectMany(mesh => mesh.Workloads).ToFrozenSet(StringComparer.Ordinal);
        _memory.Forget(owner => services.Contains(owner) || ProxylessPlanner.IsOwner(owner, services));
    }
}
