using System.Text.Json.Nodes;

namespace ActorMesh.Cli.Inspecting;

/// <summary>Takes resources apart as discovery carries them: a sidecar shows endpoints inside of their cluster, and routes inside of their listener.</summary>
internal static class DumpParts
{
    public const string Clusters = "CDS", Endpoints = "EDS", Listeners = "LDS", Routes = "RDS";

    /// <param name="dump">What <c>/config_dump</c> answers.</param>
    public static IEnumerable<(string Type, string Name, JsonNode? Resource)> Of(JsonNode dump)
    {
        foreach (var config in dump["configs"]?.AsArray() ?? [])
        {
            var (name, resource) = ((string?)config?["name"] ?? "", config?["resource"]?.DeepClone() as JsonObject);
            if (resource is null) continue;
            var parts = (string?)config!["type"] switch
            {
                "envoy.config.cluster.v3.Cluster" => OfCluster(name, resource),
                "envoy.config.listener.v3.Listener" => OfListener(name, resource),
                _ => [],
            };
            foreach (var part in parts) yield return part;
        }
    }

    /// <summary>A listener as it is sent, without where its routes come from: the sidecar has put them in.</summary>
    public static JsonNode? WithoutRouteSource(JsonNode? listener)
    {
        var copy = listener?.DeepClone();
        foreach (var manager in Managers(copy)) manager.Remove("rds");
        return copy;
    }

    private static IEnumerable<(string Type, string Name, JsonNode? Resource)> OfCluster(string name, JsonObject cluster)
    {
        if (cluster["type"]?.ToString() == "EDS" && cluster.Remove("load_assignment", out var endpoints))
            yield return (Endpoints, (string?)cluster["eds_cluster_config"]?["service_name"] ?? name, endpoints);
        yield return (Clusters, name, cluster);
    }

    private static IEnumerable<(string Type, string Name, JsonNode? Resource)> OfListener(string name, JsonObject listener)
    {
        foreach (var manager in Managers(listener).ToList())
        {
            if (!manager.Remove("route_config", out var routes)) continue;
            // A sidecar adds it when it puts a table into its listener.
            if (routes is JsonObject table && table["validate_clusters"]?.ToString() == "false") table.Remove("validate_clusters");
            yield return (Routes, (string?)routes?["name"] ?? "", routes);
        }

        yield return (Listeners, name, listener);
    }

    private static IEnumerable<JsonObject> Managers(JsonNode? listener) =>
        from chain in listener?["filter_chains"]?.AsArray() ?? []
        from filter in chain?["filters"]?.AsArray() ?? []
        where filter?["typed_config"] is JsonObject
        select filter["typed_config"]!.AsObject();
}
