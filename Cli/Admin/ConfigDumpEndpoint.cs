using ActorMesh.Cli.Hosting;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /config_dump</c>: what is in force, resource by resource, with its place in the file.</summary>
internal sealed class ConfigDumpEndpoint(AdminContext context) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/config_dump";

    public string Query => "?type=&name=&format=envoy";

    public string Summary => "the configuration in force, with its places in the file";

    public Task Answer(HttpContext http)
    {
        var query = http.Request.Query;
        if (query["format"].ToString() is { Length: > 0 } format)
        {
            return format == "envoy"
                ? http.AnswerJson(EnvoyConfigDump.Of(context.Sidecar.Status), AdminJson.Readable.JsonObject)
                : http.Answer(StatusCodes.Status400BadRequest, $"format={format} is unknown; there is only envoy\n");
        }
        var (type, name) = (query["type"].ToString(), query["name"].ToString());
        var fitting = Resources().Where(one => IsType(one.Type, type) && (name.Length == 0 || one.Name == name));
        return http.AnswerJson(new ConfigDumpShape([.. fitting]), AdminJson.Readable.ConfigDumpShape);
    }

    /// <summary>Full or short name, in any case: <c>listener</c> is <c>envoy.config.listener.v3.Listener</c>.</summary>
    private static bool IsType(string type, string wanted) =>
        wanted.Length == 0 || type.Equals(wanted, StringComparison.OrdinalIgnoreCase) || type.EndsWith($".{wanted}", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<ConfigDumpShape.ResourceShape> Resources()
    {
        var status = context.Sidecar.Status;
        var reading = context.Configuration.Reading;
        // What the bootstrap says beside its resources; those follow one by one.
        var frame = new Bootstrap { Node = status.Snapshot.Source.Node, Admin = status.Snapshot.Source.Admin };
        return
        [
            Shape(frame, "", reading.File),
            .. status.Snapshot.Clusters.Values.Select(entry => Shape(entry.Resource, entry.Resource.Name, reading.PositionOfCluster(entry.Resource.Name))),
            .. status.Snapshot.Listeners.Values.Select(entry => Shape(entry.Resource, entry.Resource.Name, reading.PositionOfListener(entry.Resource.Name))),
        ];

        ConfigDumpShape.ResourceShape Shape(IMessage resource, string name, string? source) =>
            new(resource.Descriptor.FullName, name, status.Version, source, ResourceJson.Of(resource));
    }
}
