using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Routing;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Which service, and which part of it, each cluster of a file is.</summary>
internal sealed class ClusterTable
{
    /// <summary>Clusters of an exported file that are no services: the application, and what the sidecar itself asks.</summary>
    public const string App = "app";

    private static readonly string[] OwnClusters = [App, "otlp", "rate-limiter"];

    private readonly Dictionary<string, (ServiceDraft Service, string? Version, bool IsVariant)> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Cluster> _clusters = new(StringComparer.Ordinal);
    private readonly EnvoyFile _file;
    private readonly MeshDraft _mesh;
    private readonly VersionTable _versions;

    public ClusterTable(EnvoyFile file, MeshDraft mesh, VersionTable versions)
    {
        _file = file;
        _mesh = mesh;
        _versions = versions;
        foreach (var cluster in file.Bootstrap.StaticResources?.Clusters ?? []) Add(cluster);
    }

    public Cluster? Cluster(string name) => _clusters.GetValueOrDefault(name);

    /// <returns>Null when the file has no such cluster, or when it is no service.</returns>
    public ServiceDraft? Service(string cluster) => _byName.TryGetValue(cluster, out var known) ? known.Service : null;

    public ImportedDestination? Destination(string cluster, long weight, ImportPlace at)
    {
        if (_byName.TryGetValue(cluster, out var known)) return new ImportedDestination(known.Service, known.Version, weight, at);
        _file.Notes.NotCarried(at, $"cluster {Reading.Quoted.Of(cluster)} is not in this file");
        return null;
    }

    /// <returns>The cluster whose settings are those of one route alone, or null.</returns>
    public Cluster? Variant(string cluster) => _byName.TryGetValue(cluster, out var known) && known.IsVariant ? _clusters[cluster] : null;

    private void Add(Cluster cluster)
    {
        if (!_clusters.TryAdd(cluster.Name, cluster)) return;
        var (name, version, isVariant) = Parts(cluster.Name);
        if (name is null) return;
        var service = _mesh.Service(ServiceName.Of(name));
        _byName[cluster.Name] = (service, version, isVariant);
        if (!isVariant) ClusterPolicies.Read(cluster, new PolicyWriter(service.Policies, _file.Notes), _file);
        var before = service.Endpoints.ToList();
        var endpoints = ClusterEndpoints.Of(cluster, _file);
        if (version is not null)
        {
            var label = KeyValuePair.Create("version", version);
            _versions.Declare(service, version, [label]);
            endpoints = [.. endpoints.Select(endpoint => endpoint with { Labels = [label] })];
            service.AddVersion(version, label.Key, label.Value);
            service.Endpoints.RemoveAll(known => known.Labels.Count == 0 && endpoints.Exists(own => own.Address == known.Address));
            before = service.Endpoints.ToList();
        }

        service.Endpoints.AddRange(endpoints.Where(endpoint => !before.Exists(known => known.Address == endpoint.Address)));
    }

    /// <summary>Names of an exported file have parts: <c>orders/v1#place@ingress</c>. Others are names.</summary>
    private (string? Name, string? Version, bool IsVariant) Parts(string cluster)
    {
        if (_file.OwnMesh is null) return (cluster, null, false);
        if (OwnClusters.Contains(cluster, StringComparer.Ordinal)) return (null, null, false);
        var rest = cluster.EndsWith("@ingress", StringComparison.Ordinal) ? cluster[..^"@ingress".Length] : cluster;
        if (rest.StartsWith("services/", StringComparison.Ordinal)) rest = rest["services/".Length..];
        var route = rest.IndexOf('#', StringComparison.Ordinal);
        var whole = route < 0 ? rest : rest[..route];
        var slash = whole.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (whole, null, route >= 0) : (whole[..slash], whole[(slash + 1)..], route >= 0);
    }
}
