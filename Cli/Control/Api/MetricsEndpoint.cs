using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Metrics;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /metrics</c>: numbers for a scraper.</summary>
internal sealed class MetricsEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/metrics";

    public string Summary => "numbers for Prometheus";

    public bool IsAlwaysAnswered => true;

    public Task Answer(HttpContext http) => http.Answer(StatusCodes.Status200OK, context.Metrics(), PrometheusText.ContentType);
}
