using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.Hocon.Compiling.Security;
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

    public string Method => HttpMethods.Post;

    public string Path => "/v1/tokens";

    public string Takes => "{service, member, seconds, author}";

    public string Summary => "make a token that lets one workload in, once";

    public async Task Answer(HttpContext http)
    {
        var request = await RequestBody.Read(http, ControlJson.Readable.TokenRequest);
        var authority = context.Certificates ?? throw ControlRefusal.BadRequest("this control node asks nobody who they are", "start it without --insecure-dev");
        var identity = request.Member == true ? $"{SpiffeId.ForTrustDomain(authority.Terms.TrustDomain)}{NodeRole.Member}" : IdentityOf(request.Service ?? "");
        var expires = context.Clock.GetUtcNow().AddSeconds(Math.Clamp(request.Seconds ?? LifeUsual, 0, (long)TimeSpan.FromDays(366).TotalSeconds));
        var text = TokenSecret.Create(authority.Book.Signing.Root, out var hash);
        var outcome = await context.Authority.CreateToken(
            new CreateToken { Hash = UnsafeByteOperations.UnsafeWrap(hash), Identity = identity, ExpiresAt = Timestamp.FromDateTimeOffset(expires), Author = request.Author ?? "" }, http.RequestAborted);
        if (OutcomeAnswer.RefusalOf(outcome, "no token was made") is { } refusal) throw refusal;
        context.Talk.Say($"a token for {identity} was made, good until {expires:u}");
        await http.AnswerJson(new TokenShape(ControlJson.ApiVersion, "Token", text, identity, expires), ControlJson.Readable.TokenShape);
    }

    private string IdentityOf(string service)
    {
        var mesh = context.Served()?.Mesh ?? throw ControlRefusal.NotFound("there is no mesh yet", "apply one, then make tokens for its services");
        return mesh.Find(service) is { } known
            ? SpiffeNames.Of(mesh, known.Name)
            : throw ControlRefusal.NotFound($"the mesh has no service {Hocon.Reading.Quoted.Of(service)}", $"it has {string.Join(", ", mesh.Services.Take(20).Select(one => one.Name))}");
    }
}
