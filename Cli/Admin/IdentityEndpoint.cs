using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /identity</c>: who this workload proves to be, and until when. Nothing of its key.</summary>
internal sealed class IdentityEndpoint(AdminContext context) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/identity";

    public string Summary => "the workload's certificate: who, until when, next rotation, last error";

    public Task Answer(HttpContext http) => http.AnswerJson(IdentityShape.Of(context.Sidecar.Identity?.Status, context.Clock.GetUtcNow()), AdminJson.Readable.IdentityShape);
}
