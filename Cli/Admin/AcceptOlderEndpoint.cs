using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>POST /accept_older</c>: the way out for a sidecar whose control plane has lost its journal, and counts anew.</summary>
internal sealed class AcceptOlderEndpoint(AdminContext context) : IAdminEndpoint
{
    public string Method => HttpMethods.Post;

    public string Path => "/accept_older";

    public string Summary => "take what the control plane sends next, even if it is older than what runs";

    public Task Answer(HttpContext http)
    {
        if (context.ControlPlane is not { } followed) return http.Answer(StatusCodes.Status409Conflict, "only a sidecar that follows a control plane can\n");
        followed.AcceptOlder();
        context.Talk.Say("POST /accept_older: what the control plane sends next is taken");
        return http.Answer(StatusCodes.Status202Accepted, "what the control plane sends next is taken\n");
    }
}
