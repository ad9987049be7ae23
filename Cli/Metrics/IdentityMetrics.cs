using ActorMesh.DataPlane.Identity;

namespace ActorMesh.Cli.Metrics;

/// <summary>The workload's own certificate.</summary>
internal static class IdentityMetrics
{
    private static readonly MetricFamily Expiry = MetricFamily.Gauge("actormesh_certificate_expiry_timestamp_seconds", "When a certificate ends, by kind; absent before there is one.");
    private static readonly MetricFamily Rotation = MetricFamily.Gauge("actormesh_certificate_rotation_timestamp_seconds", "When the next certificate is asked for, by kind.");
    private static readonly MetricFamily Rotations = MetricFamily.Counter("actormesh_certificate_rotations_total", "Certificates that were had, by kind.");
    private static readonly MetricFamily Failures = MetricFamily.Gauge("actormesh_certificate_rotation_failures", "Attempts in a row that did not bring the next certificate, by kind.");

    private static readonly (string, string) Kind = ("kind", "identity");

    public static IEnumerable<Metric> Of(IdentityStatus status)
    {
        if (status.NotAfter is { } end) yield return Expiry.Of(null, end.ToUnixTimeSeconds(), Kind);
        if (status.NextRotation is { } next) yield return Rotation.Of(null, next.ToUnixTimeSeconds(), Kind);
        yield return Rotations.Of(null, status.Renewals, Kind);
        yield return Failures.Of(null, status.Failures, Kind);
    }
}
