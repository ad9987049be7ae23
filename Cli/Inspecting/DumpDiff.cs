using System.Text.Json.Nodes;
using ActorMesh.Cli.Control.Shapes;

namespace ActorMesh.Cli.Inspecting;

/// <summary>Compares what a proxy should run with what its admin API shows.</summary>
internal static class DumpDiff
{
    private const string Clusters = "CDS", Listeners = "LDS";

    /// <param name="wanted">All types of resources. Routes and endpoints are compared inside of listeners and clusters, where the proxy shows them, so only their owners are.</param>
    /// <param name="dump">What <c>/config_dump</c> answers.</param>
    public static IEnumerable<ResourceDifference> Of(IReadOnlyList<ProxyDetailShape.ResourceShape> wanted, JsonNode dump)
    {
        var found = Found(dump).ToLookup(one => (one.Type, one.Name), one => one.Resource);
        var owners = wanted.Where(resource => resource.Type is Clusters or Listeners).ToList();
        foreach (var resource in owners)
        {
            if (!found.Contains((resource.Type, resource.Name))) yield return new ResourceDifference(resource.Type, resource.Name, "missing", "the proxy does not run it");
            else if (JsonDifference.First(resource.Resource, found[(resource.Type, resource.Name)].First()) is { } difference)
                yield return new ResourceDifference(resource.Type, resource.Name, "different", difference);
        }
        var known = owners.Select(resource => (resource.Type, resource.Name)).ToHashSet();
        foreach (var extra in found.Select(group => group.Key).Where(key => !known.Contains(key)))
            yield return new ResourceDifference(extra.Type, extra.Name, "extra", "the proxy runs it, and should not");
    }

    private static IEnumerable<(string Type, string Name, JsonNode? Resource)> Found(JsonNode dump)
    {
        foreach (var config in dump["configs"]?.AsArray() ?? [])
        {
            var type = (string?)config?["type"] switch
            {
                "envoy.config.cluster.v3.Cluster" => Clusters,
                "envoy.config.listener.v3.Listener" => Listeners,
                _ => null,
            };
            if (type is not null) yield return (type, (string?)config!["name"] ?? "", config["resource"]);
        }
    }
}
