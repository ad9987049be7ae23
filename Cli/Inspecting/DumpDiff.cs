using System.Text.Json.Nodes;
using ActorMesh.Cli.Control.Shapes;

namespace ActorMesh.Cli.Inspecting;

/// <summary>Compares what a proxy should run with what its admin API shows.</summary>
internal static class DumpDiff
{
    /// <param name="wanted">All types of resources, as they are sent.</param>
    /// <param name="dump">What <c>/config_dump</c> answers.</param>
    public static IEnumerable<ResourceDifference> Of(IReadOnlyList<ProxyDetailShape.ResourceShape> wanted, JsonNode dump)
    {
        var found = DumpParts.Of(dump).ToLookup(one => (one.Type, one.Name), one => one.Resource);
        foreach (var resource in wanted)
        {
            var sent = resource.Type == DumpParts.Listeners ? DumpParts.WithoutRouteSource(resource.Resource) : resource.Resource;
            if (!found.Contains((resource.Type, resource.Name))) yield return new ResourceDifference(resource.Type, resource.Name, "missing", "the proxy does not run it");
            else if (JsonDifference.First(sent, found[(resource.Type, resource.Name)].First()) is { } difference)
                yield return new ResourceDifference(resource.Type, resource.Name, "different", difference);
        }
        var known = wanted.Select(resource => (resource.Type, resource.Name)).ToHashSet();
        foreach (var extra in found.Select(group => group.Key).Where(key => !known.Contains(key)))
            yield return new ResourceDifference(extra.Type, extra.Name, "extra", "the proxy runs it, and should not");
    }
}
