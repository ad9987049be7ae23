using ActorMesh.DataPlane.Identity;

namespace ActorMesh.Cli.Metrics;

/// <summary>A certificate of this workload.</summary>
internal static class IdentityMetrics
{
    private static readonly MetricFamily Expiry = MetricFamily.Gauge("actormesh_certificate_expiry_timestamp_seconds", "When a certificate ends, by kind; absent before there is one.");
    private static readonly MetricFamily Rotation = MetricFamily.Gauge("actormesh_certificate_rotation_timestamp_seconds", "When the next certificate is asked for, by kind.");
    private static readonly MetricFamily Rotations = MetricFamily.Counter("actormesh_certificate_rotations_total", "Certificates that were had, by kind.");
    private static readonly MetricFamily Failures = MetricFamily.Gauge("actormesh_certificate_rotation_failures", "Attempts in a row that did not bring the next certificate, by kind.");

    /// <param name="kind">Whose: <c>identity</c> is the sidecar's, <c>application</c> that of the application beside it.</param>
    public static IEnumerable<Metric> Of(IdentityStatus status, string kind)
    {
        var labelled = ("kind", kind);
        if (status.NotAfter is { } end) yield return Expiry.Of(null, end.ToUnixTimeSeconds(), labelled);
        if (status.NextRotation is { } next) yield return Rotation.Of(null, next.ToUnixTimeSeconds(), labelled);
        yield return Rotations.Of(null, status.Renewals, labelled);
        yield return Failures.Of(null, status.Failures, labelled);
    }
}
