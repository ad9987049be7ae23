using System.Text;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /</c>: what there is.</summary>
internal sealed class ListEndpoint(IReadOnlyList<IControlEndpoint> others) : IControlEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/";

    public string Summary => "this list";

    public Task Answer(HttpContext http)
    {
        var text = new StringBuilder($"actormesh {ProgramVersion.Short} control\n\n");
        foreach (var endpoint in others) text.Append($"{endpoint.Method,-5} {endpoint.Path + (endpoint.Takes.StartsWith('?') ? endpoint.Takes : ""),-44} {endpoint.Summary}\n");
        foreach (var endpoint in others.Where(other => other.Takes.StartsWith('{'))) text.Append($"\n{endpoint.Path} takes {endpoint.Takes}");
        text.Append($"\n\nPOST needs the headers {ControlGate.Header}: 1 and Content-Type: application/json\n");
        return http.Answer(StatusCodes.Status200OK, text.ToString());
    }
}
