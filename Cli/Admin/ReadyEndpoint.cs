using ActorMesh.Cli.Hosting;
using ActorMesh.DataPlane;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /ready</c>: 200 while new requests are welcome, else 503.</summary>
internal sealed class ReadyEndpoint(Sidecar sidecar) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/ready";

    public string Summary => "200 LIVE while it takes traffic, else 503 and the state";

    public Task Answer(HttpContext http)
    {
        var state = sidecar.Status.State;
        return http.Answer(state == SidecarState.Live ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, $"{StateShape.Word(state)}\n");
    }
}
