using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.ControlPlane.Identity.Auditing;
using ActorMesh.Runtime.Contracts.Cluster;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>POST /v1/tokens/ID/revoke</c>: a token lets nobody in any more.</summary>
internal sealed class TokenRevokeEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Post;

    public string Path => "/v1/tokens/{id}/revoke";

    public string Summary => "have a token let nobody in any more";

    public async Task Answer(HttpContext http)
    {
        var outcome = await context.Authority.RevokeToken(new RevokeToken { Id = (string)http.Request.RouteValues["id"]! }, http.RequestAborted);
        if (OutcomeAnswer.RefusalOf(outcome, "the token was not revoked") is { } refusal) throw refusal;
        var token = outcome.Accepted.Token;
        context.Issuing.Audit.Write(new AuditEvent(AuditEvent.TokenRevoked, token.Identity) { Token = TokenLedger.IdOf(token), Address = $"{http.Connection.RemoteIpAddress}" });
        await http.AnswerJson(new RevokedShape(ControlJson.ApiVersion, "Revoked", TokenLedger.IdOf(token), token.Identity), ControlJson.Readable.RevokedShape);
    }
}
