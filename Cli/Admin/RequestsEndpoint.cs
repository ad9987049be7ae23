using ActorMesh.Cli.Hosting;
using ActorMesh.DataPlane.Telemetry;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /requests</c>: the last requests that failed here, and why.</summary>
internal sealed class RequestsEndpoint(FailureRing failures) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/requests";

    public string Query => "?last=N&code=5xx&flag=UF";

    public string Summary => "the last requests that failed here, and why, newest first";

    public Task Answer(HttpContext http)
    {
        var query = FailureQuery.Read(http.Request.Query, out var problem);
        return problem.Length > 0
            ? http.Answer(StatusCodes.Status400BadRequest, $"{problem}\n")
            : http.AnswerJson(query.Of(failures.Latest(int.MaxValue)).Select(FailedRequestShape.Of), AdminJson.Readable.IEnumerableFailedRequestShape);
    }
}
