using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /v1/status</c>: how everything stands. It answers when nobody leads, too, and says so.</summary>
internal sealed class StatusEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/v1/status";

    public string Summary => "control nodes, what runs, and how far each proxy is";

    public async Task Answer(HttpContext http)
    {
        var asked = context.Fleet();
        var (mesh, note) = await Publication(http.RequestAborted);
        var members = MemberShapes.Of(context.Members()).Select(member => member with { Leads = member.Address == mesh.Leader });
        var fleet = await asked;
        await http.AnswerJson(
            new StatusShape(
                ControlJson.ApiVersion, "Status", context.Node, ProgramVersion.Full, context.Clock.GetUtcNow(), mesh, [.. members], fleet.Proxies,
                [.. new[] { note, context.LinkNote() }.OfType<string>(), .. fleet.Notes, .. RegistryNotes.Of(context.Registry(), context.Clock.GetUtcNow())])
            {
                Spread = SpreadShape.Of(context.Rollout()),
            },
            ControlJson.Readable.StatusShape);
    }

    private async Task<(PublicationShape Mesh, string? Note)> Publication(CancellationToken stop)
    {
        try
        {
            var current = (await context.Authority.History(before: 0, count: 1, stop)).Current;
            return (PublicationShape.Of(current), current is { Trouble.Length: > 0 } ? $"nothing can be changed: {current.Trouble}" : null);
        }
        catch (ControlRefusal nobody)
        {
            var feed = context.Feed.Current;
            return (PublicationShape.Nothing with { Epoch = feed.Epoch, Sequence = feed.Sequence }, $"{nobody.Error.Why}; proxies run on with what they have");
        }
    }
}
