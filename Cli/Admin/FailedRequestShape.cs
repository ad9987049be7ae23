using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Telemetry;

namespace ActorMesh.Cli.Admin;

/// <summary>One failed request as <c>/requests</c> shows it.</summary>
internal sealed record FailedRequestShape(
    DateTimeOffset Time, string Listener, string Method, string Authority, string Path, int Status, string Flags, string Details, string Explanation,
    string? Route, string? Cluster, string? Endpoint, double DurationMs)
{
    public static FailedRequestShape Of(FailedRequest failure) => new(
        failure.Time, failure.Listener, failure.Method, failure.Authority, failure.Path, failure.Status, ResponseFlags.Text(failure.Flags),
        failure.Details, failure.Explanation, failure.Route, failure.Cluster, failure.Endpoint, Math.Round(failure.Duration.TotalMilliseconds, 3));
}
