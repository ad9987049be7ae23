using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;

namespace ActorMesh.Hocon.Importing.EnvoyFiles;

/// <summary>Reads how a bad endpoint is taken out.</summary>
internal static class OutlierTranslation
{
    public static void Read(OutlierDetection outlier, Cluster cluster, PolicyWriter writer, EnvoyFile file)
    {
        var at = file.At(outlier);
        var consecutive = outlier.Consecutive5Xx ?? 5;
        if (outlier.EnforcingConsecutive5Xx == 0) file.Notes.Approximated(at, "replicas are taken out for server errors in a row, not merely looked at");
        // Envoy counts gateway errors and, unless told so, ejects nobody for them; at the number of server errors the counter decides nothing.
        var gateway = outlier.EnforcingConsecutiveGatewayFailure > 0 ? outlier.ConsecutiveGatewayFailure ?? 5 : consecutive;
        writer.Count("outlier.consecutive-5xx", consecutive, at, 1, 1000);
        writer.Count("outlier.consecutive-gateway", gateway, at, 1, 1000);
        var tenth = TimeSpan.FromMilliseconds(100);
        writer.Duration("outlier.interval", EnvoyFile.Time(outlier.Interval), at, tenth, TimeSpan.FromMinutes(10));
        writer.Duration("outlier.base-ejection", EnvoyFile.Time(outlier.BaseEjectionTime), at, tenth, TimeSpan.FromHours(1));
        writer.Duration("outlier.max-ejection", EnvoyFile.Time(outlier.MaxEjectionTime), at, tenth, TimeSpan.FromHours(24));
        writer.Duration("outlier.jitter", EnvoyFile.Time(outlier.MaxEjectionTimeJitter), at, TimeSpan.Zero, TimeSpan.FromHours(1));
        writer.Share("outlier.max-ejected", outlier.MaxEjectionPercent ?? 10, at);
        ReadRates(outlier, writer, at);
        if (outlier.SplitExternalLocalOriginErrors) writer.Count("outlier.consecutive-local", outlier.ConsecutiveLocalOriginFailure ?? 5, at, 1, 1000);
        if (MeshFields.Of(cluster.Metadata, MeshMetadata.Outlier)?.Truth("always-keep-one") is { } keep)
            writer.Target.Set("outlier.always-keep-one", keep ? DraftNode.On : DraftNode.Off);
    }

    private static void ReadRates(OutlierDetection outlier, PolicyWriter writer, ImportPlace at)
    {
        if (outlier.EnforcingSuccessRate is null or > 0)
        {
            writer.Switch("outlier.success-rate.enabled", isOn: true);
            writer.Fraction("outlier.success-rate.stdev-factor", (outlier.SuccessRateStdevFactor ?? 1900) / 1000m, at, 0.1m, 10);
            writer.Count("outlier.success-rate.min-hosts", outlier.SuccessRateMinimumHosts ?? 5, at, 1, 1000);
            writer.Count("outlier.success-rate.min-requests", outlier.SuccessRateRequestVolume ?? 100, at, 1, 1_000_000);
        }

        if (outlier.EnforcingFailurePercentage is null or 0) return;
        writer.Switch("outlier.failure-percentage.enabled", isOn: true);
        writer.Share("outlier.failure-percentage.threshold", outlier.FailurePercentageThreshold ?? 85, at, 1);
        writer.Count("outlier.failure-percentage.min-hosts", outlier.FailurePercentageMinimumHosts ?? 5, at, 1, 1000);
        writer.Count("outlier.failure-percentage.min-requests", outlier.FailurePercentageRequestVolume ?? 50, at, 1, 1_000_000);
    }
}
