using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /v1/certificates</c>: what this node has signed since it started and that has not ended.</summary>
internal sealed class CertificateListEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/v1/certificates";

    public string Summary => "certificates of workloads that this node has signed since it started";

    public Task Answer(HttpContext http)
    {
        var identities = context.Issuing;
        var rotateAt = identities.Authority.Terms.RotateAt;
        return http.AnswerJson(
            new CertificateListShape(ControlJson.ApiVersion, "Certificates", context.Node, [.. identities.Issued.All.Select(issued => CertificateShape.Of(issued, rotateAt))]),
            ControlJson.Readable.CertificateListShape);
    }
}
