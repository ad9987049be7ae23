using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Metrics;
using ActorMesh.Cli.Sidecars;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>GET /stats</c>: all numbers under Envoy's names.</summary>
internal sealed class StatsEndpoint(AdminContext context) : IAdminEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/stats";

    public string Query => "?filter=REGEX&usedonly&histogram_buckets=disjoint";

    public string Summary => "counters, gauges and quantiles by Envoy's names, as JSON";

    public Task Answer(HttpContext http)
    {
        var query = StatisticQuery.Read(http.Request.Query, out var problem);
        if (problem.Length > 0) return http.Answer(StatusCodes.Status400BadRequest, $"{problem}\n");
        var sidecar = context.Sidecar;
        var metrics = SidecarMetrics.Of(
            sidecar.Status, sidecar.Leases, ProcessAge.Of(context.Clock), context.Clock.GetUtcNow(), context.ControlPlane?.Status, sidecar.Identity);
        return http.AnswerJson(StatisticList.Of(metrics, query.Filter, query.UsedOnly, query.WithBuckets), AdminJson.Readable.SortedDictionaryStringDouble);
    }
}
