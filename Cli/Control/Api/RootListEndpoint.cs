using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /v1/roots</c>: who signs for the mesh, and whom its members believe.</summary>
internal sealed class RootListEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/v1/roots";

    public string Summary => "who signs for the mesh, and whom its members believe";

    public Task Answer(HttpContext http)
    {
        var authority = context.Issuing.Authority;
        return http.AnswerJson(RootListShape.Of(authority.Book, authority.Terms), ControlJson.Readable.RootListShape);
    }
}
