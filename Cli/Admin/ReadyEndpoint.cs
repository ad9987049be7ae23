using System.Globalization;
using ActorMesh.Cli.Hosting;
using ActorMesh.DataPlane;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /ready</c>: 200 while new requests are welcome, else 503.</summary>
internal sealed class ReadyEndpoint(AdminContext context) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/ready";

    public string Summary => "200 LIVE while it takes traffic, else 503 and the state";

    public Task Answer(HttpContext http)
    {
        var state = context.Sidecar.Status.State;
        return http.Answer(
            state == SidecarState.Live ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, $"{StateShape.Word(state)}\n{Staleness()}");
    }

    /// <summary>Without a control plane traffic flows on, so that it is no reason to take the proxy out; but people should know.</summary>
    private string Staleness()
    {
        if (context.ControlPlane?.Status is not { IsConnected: false } status) return "";
        var kept = status.KeptAt is { } at ? string.Create(CultureInfo.InvariantCulture, $"; runs what was kept on disk at {at:u}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"stale: no control plane since {status.Since:u}{kept}\n");
    }
}
