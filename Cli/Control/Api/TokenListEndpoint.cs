using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /v1/tokens</c>: which tokens there are, without what is secret of them.</summary>
internal sealed class TokenListEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/v1/tokens";

    public string Summary => "tokens, the newest first; used and expired ones for a while";

    public async Task Answer(HttpContext http)
    {
        var list = await context.Authority.Tokens(http.RequestAborted);
        var now = context.Clock.GetUtcNow();
        await http.AnswerJson(
            new TokenListShape(ControlJson.ApiVersion, "Tokens", [.. list.Tokens.Select(token => TokenRowShape.Of(token, now))], list.LeftOut), ControlJson.Readable.TokenListShape);
    }
}
