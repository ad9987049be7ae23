using ActorMesh.Hocon.Envoy.Documents;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Core;

namespace ActorMesh.Hocon.Envoy;

/// <summary>The cluster of a bootstrap whose endpoints are control planes.</summary>
public static class ControlPlaneCluster
{
    /// <returns>Null when the bootstrap follows none.</returns>
    public static string? NameIn(Bootstrap bootstrap) => SourceIn(bootstrap)?.GrpcServices.FirstOrDefault()?.EnvoyGrpc?.ClusterName;

    /// <summary>What says how it is followed.</summary>
    public static ApiConfigSource? SourceIn(Bootstrap bootstrap) =>
        bootstrap.DynamicResources is { } dynamic ? dynamic.AdsConfig ?? dynamic.LdsConfig?.ApiConfigSource ?? dynamic.CdsConfig?.ApiConfigSource : null;

    /// <summary>The places of the clusters that the file names as control planes: gRPC is spoken to them, and HTTP/2 with it.</summary>
    internal static IReadOnlySet<DocumentNode> PlacesIn(DocumentNode root)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var dynamic = Field(root, "dynamic_resources");
        foreach (var source in new[] { Field(dynamic, "ads_config"), Field(Field(dynamic, "lds_config"), "api_config_source"), Field(Field(dynamic, "cds_config"), "api_config_source") })
        foreach (var service in Items(Field(source, "grpc_services")))
            if (Field(Field(service, "envoy_grpc"), "cluster_name") is ScalarNode { Text: var name }) names.Add(name);
        return Items(Field(Field(root, "static_resources"), "clusters")).Where(cluster => Field(cluster, "name") is ScalarNode { Text: var name } && names.Contains(name))
            .ToHashSet<DocumentNode>(ReferenceEqualityComparer.Instance);
    }

    private static IEnumerable<DocumentNode> Items(DocumentNode? node) => node is SequenceNode list ? list.Items : [];

    private static DocumentNode? Field(DocumentNode? node, string name) =>
        node is MappingNode mapping ? (mapping.Find(name) ?? mapping.Find(CamelCase(name)))?.Value : null;

    private static string CamelCase(string name) => string.Concat(name.Split('_').Select((word, index) => index == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
}
