using System.Globalization;
using System.Text.Json.Nodes;
using ActorMesh.DataPlane;
using Google.Protobuf;

namespace ActorMesh.Cli.Admin;

/// <summary>The configuration in force as Envoy's own admin API would show it, for tools made for that.</summary>
/// <remarks>Source: envoy.admin.v3 BootstrapConfigDump, ClustersConfigDump, ListenersConfigDump, RoutesConfigDump.</remarks>
internal static class EnvoyConfigDump
{
    public static JsonObject Of(SidecarStatus status)
    {
        var updated = status.AcceptedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        var listeners = status.Snapshot.Listeners.Values.Select(entry => entry.Resource).ToList();
        var routes = listeners.Select(InlineRoutes.Of).OfType<IMessage>();
        return new JsonObject
        {
            ["configs"] = new JsonArray(
                new JsonObject
                {
                    ["@type"] = Type("BootstrapConfigDump"), ["bootstrap"] = ResourceJson.Of(status.Snapshot.Source), ["last_updated"] = updated,
                },
                Dump("ClustersConfigDump", "static_clusters", "cluster", status.Snapshot.Clusters.Values.Select(entry => entry.Resource), updated),
                Dump("ListenersConfigDump", "static_listeners", "listener", listeners, updated),
                Dump("RoutesConfigDump", "static_route_configs", "route_config", routes, updated)),
        };
    }

    private static JsonObject Dump(string type, string list, string one, IEnumerable<IMessage> resources, string updated) => new()
    {
        ["@type"] = Type(type),
        [list] = new JsonArray([.. resources.Select(resource => new JsonObject { [one] = ResourceJson.OfAny(resource), ["last_updated"] = updated })]),
    };

    private static string Type(string name) => $"type.googleapis.com/envoy.admin.v3.{name}";
}
