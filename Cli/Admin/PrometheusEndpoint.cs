using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Metrics;
using ActorMesh.Cli.Sidecars;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /stats/prometheus</c>: the same numbers for a scraper.</summary>
internal sealed class PrometheusEndpoint(AdminContext context) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/stats/prometheus";

    public string Query => "?filter=REGEX&usedonly";

    public string Summary => "the same for Prometheus";

    public Task Answer(HttpContext http)
    {
        var query = StatisticQuery.Read(http.Request.Query, out var problem);
        if (problem.Length > 0) return http.Answer(StatusCodes.Status400BadRequest, $"{problem}\n");
        var sidecar = context.Sidecar;
        var metrics = SidecarMetrics.Of(
            sidecar.Status, sidecar.Leases, ProcessAge.Of(context.Clock), context.Clock.GetUtcNow(), context.ControlPlane?.Status, sidecar.Identity);
        return http.Answer(StatusCodes.Status200OK, PrometheusText.Of(metrics, query.Filter, query.UsedOnly), PrometheusText.ContentType);
    }
}
