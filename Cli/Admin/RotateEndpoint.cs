using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>POST /identity/rotate</c>: another certificate, with another key, before it is due.</summary>
internal sealed class RotateEndpoint(AdminContext context) : IAdminEndpoint
{
    public string Method => HttpMethods.Post;

    public string Path => "/identity/rotate";

    public string Summary => "have another certificate issued now, with another key; connections go on";

    public Task Answer(HttpContext http)
    {
        if (context.Sidecar.Identity?.Rotate() is not true) return http.Answer(StatusCodes.Status409Conflict, "no control plane issues a certificate to this sidecar: who made its files makes the next\n");
        context.Talk.Say("POST /identity/rotate: another certificate is asked for");
        return http.Answer(StatusCodes.Status202Accepted, "another certificate is asked for; GET /identity shows it\n");
    }
}
