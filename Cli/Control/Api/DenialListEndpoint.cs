using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /v1/denied</c>: who is let in nowhere.</summary>
internal sealed class DenialListEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/v1/denied";

    public string Summary => "who is let in nowhere, whatever certificate it shows";

    public async Task Answer(HttpContext http)
    {
        var list = await context.Authority.Denials(http.RequestAborted);
        if (list.Trouble.Length > 0)
            throw new ControlRefusal(StatusCodes.Status503ServiceUnavailable, ErrorShape.Of("journal", "who is denied cannot be told now", list.Trouble, "ask again in a few seconds; who was denied stays so meanwhile"));
        await http.AnswerJson(new DenialListShape(ControlJson.ApiVersion, "Denied", [.. list.Denials.Select(DenialShape.Of)]), ControlJson.Readable.DenialListShape);
    }
}
