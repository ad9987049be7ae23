using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /v1/certificates</c>: what the control nodes have signed since they started and that has not ended.</summary>
internal sealed class CertificateListEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/v1/certificates";

    public string Summary => "certificates of workloads that control nodes have signed since they started";

    public async Task Answer(HttpContext http)
    {
        var believed = context.Issuing.Authority.Book.Believed.Select(root => root.Name).ToHashSet(StringComparer.Ordinal);
        var report = await context.Issued();
        await http.AnswerJson(
            new CertificateListShape(
                ControlJson.ApiVersion,
                "Certificates",
                [.. report.Silent.Select(silent => $"what control node {silent.Node} has signed is not shown: {silent.Problem}")],
                [.. report.Certificates.Select(signed => CertificateShape.Of(signed, believed)).OrderBy(one => one.SpiffeId, StringComparer.Ordinal).ThenByDescending(one => one.NotBefore)]),
            ControlJson.Readable.CertificateListShape);
    }
}
