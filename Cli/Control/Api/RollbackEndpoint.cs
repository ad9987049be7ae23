using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.Runtime.Contracts.Cluster;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>POST /v1/rollback</c>: brings back what an older version said, as a new version.</summary>
internal sealed class RollbackEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Post;

    public string Path => "/v1/rollback";

    public string Takes => "{toVersion, expectedVersion, author, message, rename}";

    public string Summary => "bring back an older version, as a new one";

    public async Task Answer(HttpContext http)
    {
        var request = await RequestBody.Read(http, ControlJson.Readable.RollbackRequest);
        var outcome = await context.Authority.RollBack(new RollBackMesh
        {
            ToVersion = request.ToVersion ?? 0, ExpectedVersion = request.ExpectedVersion ?? 0, Author = request.Author ?? "", Message = request.Message ?? "", Rename = request.Rename,
        }, http.RequestAborted);
        if (OutcomeAnswer.RefusalOf(outcome, "the mesh was not rolled back") is { } refusal) throw refusal;
        context.Talk.Say($"version {outcome.Accepted.Revision.Version} brings back version {outcome.Accepted.Revision.Restores}");
        await http.AnswerJson(ApplyResultShape.Of(outcome, isDryRun: false), ControlJson.Readable.ApplyResultShape);
    }
}
