using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Auditing;
using ActorMesh.Hocon.Compiling.Security;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>POST /v1/tokens</c>: makes what lets one workload in, once.</summary>
internal sealed class TokenEndpoint(ControlContext context) : IControlEndpoint
{
    private const long LifeUsual = 600;

    private const string NotMade = "no token was made";

    public string Method => HttpMethods.Post;

    public string Path => "/v1/tokens";

    public string Takes => "{service, namespace, member, seconds, author}";

    public string Summary => "make a token that lets one workload in, once";

    public async Task Answer(HttpContext http)
    {
        var request = await RequestBody.Read(http, ControlJson.Readable.TokenRequest);
        var authority = context.Issuing.Authority;
        var identity = request.Member == true ? $"{SpiffeId.ForTrustDomain(authority.Terms.TrustDomain)}{NodeRole.Member}" : IdentityOf(request);
        var expires = context.Clock.GetUtcNow().AddSeconds(Math.Clamp(request.Seconds ?? LifeUsual, 0, (long)TimeSpan.FromDays(366).TotalSeconds));
        var text = TokenSecret.Create(authority.Bundle, out var hash);
        var outcome = await context.Authority.CreateToken(
            new CreateToken { Hash = UnsafeByteOperations.UnsafeWrap(hash), Identity = identity, ExpiresAt = Timestamp.FromDateTimeOffset(expires), Author = request.Author ?? "" }, http.RequestAborted);
        if (OutcomeAnswer.RefusalOf(outcome, NotMade) is { } refusal) throw refusal;
        context.Issuing.Audit.Write(new AuditEvent(AuditEvent.TokenCreated, identity)
        {
            Token = TokenLedger.IdOf(outcome.Accepted.Token), Author = request.Author, Address = $"{http.Connection.RemoteIpAddress}", NotAfter = expires,
        });
        context.Talk.Say($"a token for {identity} was made, good until {expires:u}");
        await http.AnswerJson(new TokenShape(ControlJson.ApiVersion, "Token", text, identity, expires), ControlJson.Readable.TokenShape);
    }

    private string IdentityOf(TokenRequest request)
    {
        var mesh = context.Served()?.Mesh ?? throw ControlRefusal.NotFound("there is no mesh yet", "apply one, then make tokens for its services", NotMade);
        var service = request.Service ?? "";
        if (mesh.Find(service) is null && service != Callers.Ingress)
            throw ControlRefusal.NotFound($"the mesh has no service {Quoted.Of(service)}", $"it has {string.Join(", ", mesh.Services.Take(20).Select(one => one.Name))}", NotMade);
        if (!SpiffeId.TryParse($"{SpiffeNames.Domain(mesh)}/ns/{request.Namespace ?? mesh.Namespace.Value}/sa/{service}", out var id, out var problem))
            throw ControlRefusal.BadRequest($"{Quoted.Of(request.Namespace ?? "")} is no namespace: {problem}", "name it as mesh.namespace is written");
        return context.Issuing.Workloads() is { } known && WorkloadCheck.Problem(id, known) is { } unknown
            ? throw ControlRefusal.NotFound(unknown, "leave --namespace out, or apply a mesh that has it", NotMade)
            : id.ToString();
    }
}
