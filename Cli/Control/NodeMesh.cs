using ActorMesh.ControlPlane.Documents;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Cli.Control;

/// <summary>The mesh as a node serves it: compiled for its proxies, with the limits that it sets for all. One caller compiles at a time.</summary>
internal sealed class NodeMesh
{
    private const int KnownMax = 4;

    private readonly Queue<(ByteString Hash, ServiceMesh Mesh)> _known = new();
    private readonly MeshResourcesCompiler _compiler;
    private readonly EndpointFeed _endpoints;
    private readonly CertificateAuthority? _certificates;
    private volatile ServedMesh? _served;

    /// <param name="place">Where everything of a mesh is.</param>
    /// <param name="endpoints">Where the live proxies are.</param>
    /// <param name="warn">Told what cannot be compiled.</param>
    /// <param name="certificates">Told what a mesh says of certificates; null where nobody proves who they are.</param>
    public NodeMesh(Func<ServiceMesh, Placement> place, EndpointFeed endpoints, Action<string> warn, CertificateAuthority? certificates) =>
        (_compiler, _endpoints, _certificates) = (new MeshResourcesCompiler(Read, place, warn) { HasIdentities = certificates is not null }, endpoints, certificates);

    /// <summary>None before anything was compiled.</summary>
    public IReadOnlySet<string> Services => _compiler.Services;

    /// <summary>Null before anything was compiled.</summary>
    public ServedMesh? Served => _served;

    /// <exception cref="MeshDocumentException">A document is damaged, or has errors.</exception>
    /// <exception cref="PlacementException">The mesh cannot be placed at all.</exception>
    public MeshResources Compile(PublishedMesh published)
    {
        var resources = _compiler.Compile(published, _endpoints.Current.Endpoints);
        if (published.StableDocument is not { } stable) return resources;
        var mesh = Read(stable);
        var identity = mesh.Identity;
        _certificates?.Take(new IdentityTerms(mesh.TrustDomain.Value, identity.LeafLifetime.Value, identity.RotateAt.Value, identity.RootLifetime.Value));
        _served = new ServedMesh(published.Epoch, published.Stable.Version, mesh, GlobalLimits.Of(mesh));
        return resources;
    }

    private ServiceMesh Read(MeshDocument document)
    {
        foreach (var (hash, known) in _known)
            if (hash.Equals(document.Hash)) return known;
        var read = CheckedDocument.Of(document);
        var mesh = read.Mesh ?? throw new MeshDocumentException($"the mesh has errors; the first: {read.Problems[0].Place}: {read.Problems[0].Message}");
        if (_certificates is null) mesh = WithoutIdentity.Of(mesh);
        _known.Enqueue((document.Hash, mesh));
        if (_known.Count > KnownMax) _known.Dequeue();
        return mesh;
    }
}
