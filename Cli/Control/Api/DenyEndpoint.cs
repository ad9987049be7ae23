using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.ControlPlane.Identity.Auditing;
using ActorMesh.Runtime.Contracts.Cluster;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>POST /v1/denied</c>: nobody in the mesh lets a peer in any more. <c>POST /v1/denied/allow</c> takes it back.</summary>
internal sealed class DenyEndpoint(ControlContext context, bool allows) : IControlEndpoint
{
    public string Method => HttpMethods.Post;

    public string Path => allows ? "/v1/denied/allow" : "/v1/denied";

    public string Takes => allows ? "{peer, author}" : "{peer, reason, author}";

    public string Summary => allows ? "let a peer in again that was denied" : "have nobody let a peer in any more, and end its connections";

    public async Task Answer(HttpContext http)
    {
        var request = await RequestBody.Read(http, ControlJson.Readable.DenyRequest);
        var (audit, peer, author) = (context.Issuing.Audit, request.Peer ?? "", request.Author ?? "");
        var outcome = allows
            ? await context.Authority.Allow(new AllowPeer { Peer = peer, Author = author }, http.RequestAborted)
            : await context.Authority.Deny(new DenyPeer { Peer = peer, Author = author, Reason = request.Reason ?? "" }, http.RequestAborted);
        if (OutcomeAnswer.RefusalOf(outcome, allows ? "nobody was allowed" : "nobody was denied") is { } refusal) throw refusal;
        var denial = outcome.Accepted.Denial;
        audit.Write(new AuditEvent(allows ? AuditEvent.PeerAllowed : AuditEvent.PeerDenied, denial.Peer) { Author = author, Reason = request.Reason, Address = $"{http.Connection.RemoteIpAddress}" });
        context.Talk.Say(allows ? $"{denial.Peer} is let in again" : $"{denial.Peer} is denied");
        await http.AnswerJson(new DenialListShape(ControlJson.ApiVersion, "Denied", [DenialShape.Of(denial)]) { Remarks = allows ? null : DenyRemarks.Of(denial.Peer, context.Served()?.Mesh) }, ControlJson.Readable.DenialListShape);
    }
}
