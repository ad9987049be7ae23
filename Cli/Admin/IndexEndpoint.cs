using System.Text;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /</c>: what there is.</summary>
internal sealed class IndexEndpoint(IReadOnlyList<IAdminEndpoint> others) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/";

    public string Summary => "this list";

    public Task Answer(HttpContext http)
    {
        var text = new StringBuilder($"actormesh {ProgramVersion.Short} sidecar\n\n");
        foreach (var endpoint in others) text.Append($"{endpoint.Method,-5} {endpoint.Path + endpoint.Query,-44} {endpoint.Summary}\n");
        text.Append($"\nPOST needs the header {AdminGate.Header}: 1\n");
        return http.Answer(StatusCodes.Status200OK, text.ToString());
    }
}
