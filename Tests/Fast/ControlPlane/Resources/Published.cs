using ActorMesh.ControlPlane.Documents;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Tests.Fast.ControlPlane.Resources;

/// <summary>Meshes as the authority publishes them, and what they are compiled to.</summary>
internal static class Published
{
    public const string Shop = """
        mesh { name = shop }
        services {
          web { port = 8080, expose = "/", calls = [orders, stock] }
          orders { port = 8081, calls = [stock], endpoints = ["10.0.1.1:8081", "10.0.1.2:8081"] }
          stock { port = 8082, endpoints = ["10.0.2.1:8082"] }
          mail { port = 8083, calls = [names] }
          names { port = 8084 }
        }
        """;

    private static readonly Dictionary<string, string> NoLabels = [];

    public static PublishedMesh Mesh(string stable, long version = 1, string? canary = null, int percent = 0, long epoch = 1) => new()
    {
        Epoch = epoch,
        Sequence = version,
        Stable = new MeshRevision { Version = version, Epoch = epoch },
        StableDocument = Document(stable),
        Canary = canary is null ? null : new MeshRevision { Version = version + 1, Epoch = epoch },
        CanaryDocument = canary is null ? null : Document(canary),
        CanaryPercent = percent,
    };

    public static MeshResourcesCompiler Compiler(Action<string>? warn = null, bool hasIdentities = false) =>
        new(Read, Placement.AsWritten, warn ?? (_ => { })) { HasIdentities = hasIdentities };

    public static ServiceMesh Read(MeshDocument document)
    {
        var read = CheckedDocument.Of(document);
        return read.Mesh ?? throw new InvalidOperationException(string.Join('\n', read.Findings.Take(3)));
    }

    public static MeshDocument Document(string text) =>
        MeshDocuments.Pack(new MeshSources { Files = { new MeshSources.Types.File { Name = "mesh.conf", Text = text } } });

    public static Registration Registration(
        string service, string id, string address, int port = 9000, string? zone = null, int weight = 1, IReadOnlyDictionary<string, string>? labels = null) =>
        new(service, id, address, port, zone, weight, labels ?? NoLabels);

    public static EndpointSet Endpoints(EndpointSet? previous, params Registration[] registrations) =>
        EndpointSet.Of(registrations.Select(registration => new RegisteredEndpoint(registration, IsStale: false)), previous);

    public static WorkloadResources Of(this MeshResources resources, string service) => resources.Made(new ProxyIdentity($"{service}-1", service))!;

    public static WorkloadResources OfProxyless(this MeshResources resources) => resources.Made(new ProxyIdentity("client", "") { IsProxyless = true })!;

    /// <summary>Waits until it is made.</summary>
    public static WorkloadResources? Made(this MeshResources resources, ProxyIdentity proxy) => resources.Of(proxy).GetAwaiter().GetResult();
}
