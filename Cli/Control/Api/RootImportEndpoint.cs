using System.Net;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.ControlPlane.Identity.Roots;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>POST /v1/roots/import</c>: a root, or an intermediate with its root, that a person brings along, takes over from the one that signs.</summary>
internal sealed class RootImportEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Post;

    public string Path => "/v1/roots/import";

    public string Takes => "{certificates, key, author}";

    public string Summary => "replace the root by one that you bring, with both believed for as long as certificates live";

    public async Task Answer(HttpContext http)
    {
        if (!http.Request.IsHttps && http.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address))
            throw ControlRefusal.BadRequest("a key would cross the network in plain text", "do it on the control node's own machine, or by https");
        var request = await RequestBody.Read(http, ControlJson.Readable.ImportRootRequest);
        var import = RootImport.Read(request.Certificates ?? "", request.Key ?? "", context.Issuing.Authority.Terms.TrustDomain, context.Clock.GetUtcNow(), out var problem)
            ?? throw new ControlRefusal(StatusCodes.Status422UnprocessableEntity, ErrorShape.Of(
                "invalid", "the root was not changed", problem, "give a certificate authority (CA true, keyCertSign) in PEM, its root behind it, and its key"));
        using var key = import.Key;
        var roots = await RootRotation.Take(context, import, new RotateRequest(Author: request.Author), http);
        context.Talk.Say($"the mesh's root is being replaced by one that was brought along: {roots.Roots[0].Name}, {roots.Roots[0].Signer}");
        await http.AnswerJson(roots, ControlJson.Readable.RootListShape);
    }
}
