using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Hocon.Mesh.Values;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /server_info</c>: who this is, since when, and on which configuration.</summary>
internal sealed class ServerInfoEndpoint(AdminContext context) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/server_info";

    public string Summary => "version, state, node, configuration in force, last refusal";

    public Task Answer(HttpContext http)
    {
        var status = context.Sidecar.Status;
        var node = status.Snapshot.Source.Node;
        var options = context.Options;
        return http.AnswerJson(
            new ServerInfoShape(
                ProgramVersion.Full,
                StateShape.Word(status.State),
                (long)ProcessAge.Of(context.Clock).TotalSeconds,
                node is null ? null : new(node.Id, node.Cluster, node.Locality?.Zone ?? ""),
                new(options.File, status.Version, status.AcceptedAt, (long)(context.Clock.GetUtcNow() - status.AcceptedAt).TotalSeconds, Refusal()),
                new(options.ConnectionsMax, DurationText.Of(options.DrainLimit), $"{options.Seed}"),
                context.ControlPlane is { } controlPlane ? ControlPlaneShape.Of(controlPlane.Status) : null),
            AdminJson.Readable.ServerInfoShape);
    }

    private ServerInfoShape.RefusalShape? Refusal() => context.Configuration.LastRefusal is { } refusal ? new(refusal.At, refusal.Problems) : null;
}
