using ActorMesh.Cli.Hosting;
using ActorMesh.DataPlane;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>POST /quit</c>: what SIGTERM does.</summary>
internal sealed class QuitEndpoint(AdminContext context) : IAdminEndpoint
{
    public string Method => HttpMethods.Post;

    public string Path => "/quit";

    public string Summary => "drain and end, as on SIGTERM";

    public Task Answer(HttpContext http)
    {
        context.Termination.Request("POST /quit");
        return http.AnswerJson(StateShape.Of(SidecarState.Draining), AdminJson.Readable.StateShape, StatusCodes.Status202Accepted);
    }
}
