using ActorMesh.DataPlane.Resilience.Ejection;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Reads from a cluster when endpoints are taken out for how their answers went. Pure.</summary>
internal static class OutlierCompiler
{
    /// <returns>Null when there is no outlier_detection.</returns>
    /// <exception cref="ResourceException">A value is out of its range; the message names it.</exception>
    public static OutlierSettings? Compile(Cluster cluster)
    {
        if (cluster.OutlierDetection is not { } source) return null;
        var defaults = new OutlierSettings();
        var read = new OutlierReader(cluster.Name);
        var baseTime = read.Span(source.BaseEjectionTime, "base_ejection_time", defaults.BaseEjectionTime);
        var maxTime = read.Span(source.MaxEjectionTime, "max_ejection_time", baseTime > OutlierSettings.MaxEjectionTimeDefault ? baseTime : OutlierSettings.MaxEjectionTimeDefault);
        if (maxTime < baseTime) throw read.Refuse("max_ejection_time", "is shorter than base_ejection_time; give at least that");
        return Enforced(source, read, defaults) with
        {
            Consecutive5xx = OutlierReader.Count(source.Consecutive5Xx, defaults.Consecutive5xx),
            ConsecutiveGatewayFailures = OutlierReader.Count(source.ConsecutiveGatewayFailure, defaults.ConsecutiveGatewayFailures),
            ConsecutiveLocalOriginFailures = OutlierReader.Count(source.ConsecutiveLocalOriginFailure, defaults.ConsecutiveLocalOriginFailures),
            SplitsLocalOrigin = source.SplitExternalLocalOriginErrors,
            Interval = read.Span(source.Interval, "interval", defaults.Interval),
            BaseEjectionTime = baseTime,
            MaxEjectionTime = maxTime,
            MaxEjectionTimeJitter = source.MaxEjectionTimeJitter is { } jitter && jitter.ToTimeSpan() != TimeSpan.Zero
                ? read.Span(jitter, "max_ejection_time_jitter", TimeSpan.Zero)
                : TimeSpan.Zero,
            MaxEjectionPercent = read.Percent(source.MaxEjectionPercent, "max_ejection_percent", defaults.MaxEjectionPercent),
            AlwaysEjectsOne = source.AlwaysEjectOneHost ?? defaults.AlwaysEjectsOne,
            AlwaysKeepsOne = KeepsOne(cluster),
            ReturnsOnPassedCheck = source.SuccessfulActiveHealthCheckUnejectHost ?? defaults.ReturnsOnPassedCheck,
            SuccessRateHostsMin = OutlierReader.Count(source.SuccessRateMinimumHosts, defaults.SuccessRateHostsMin),
            SuccessRateRequestsMin = OutlierReader.Count(source.SuccessRateRequestVolume, defaults.SuccessRateRequestsMin),
            SuccessRateDeviations = source.SuccessRateStdevFactor is { } factor ? factor / 1000.0 : defaults.SuccessRateDeviations,
            FailurePercentageThreshold = read.Percent(source.FailurePercentageThreshold, "failure_percentage_threshold", defaults.FailurePercentageThreshold),
            FailurePercentageHostsMin = OutlierReader.Count(source.FailurePercentageMinimumHosts, defaults.FailurePercentageHostsMin),
            FailurePercentageRequestsMin = OutlierReader.Count(source.FailurePercentageRequestVolume, defaults.FailurePercentageRequestsMin),
        };
    }

    private static OutlierSettings Enforced(OutlierDetection source, OutlierReader read, OutlierSettings defaults) => defaults with
    {
        EnforcingConsecutive5xx = read.Percent(source.EnforcingConsecutive5Xx, "enforcing_consecutive_5xx", defaults.EnforcingConsecutive5xx),
        EnforcingConsecutiveGatewayFailures = read.Percent(
            source.EnforcingConsecutiveGatewayFailure, "enforcing_consecutive_gateway_failure", defaults.EnforcingConsecutiveGatewayFailures),
        EnforcingConsecutiveLocalOriginFailures = read.Percent(
            source.EnforcingConsecutiveLocalOriginFailure, "enforcing_consecutive_local_origin_failure", defaults.EnforcingConsecutiveLocalOriginFailures),
        EnforcingSuccessRate = read.Percent(source.EnforcingSuccessRate, "enforcing_success_rate", defaults.EnforcingSuccessRate),
        EnforcingSuccessRateLocalOrigin = read.Percent(
            source.EnforcingLocalOriginSuccessRate, "enforcing_local_origin_success_rate", defaults.EnforcingSuccessRateLocalOrigin),
        EnforcingFailurePercentage = read.Percent(source.EnforcingFailurePercentage, "enforcing_failure_percentage", defaults.EnforcingFailurePercentage),
        EnforcingFailurePercentageLocalOrigin = read.Percent(
            source.EnforcingFailurePercentageLocalOrigin, "enforcing_failure_percentage_local_origin", defaults.EnforcingFailurePercentageLocalOrigin),
    };

    private static bool KeepsOne(Cluster cluster)
    {
        try
        {
            return MetadataFields.Of(cluster.Metadata, MeshMetadata.Outlier)?.Truth("always-keep-one") ?? false;
        }
        catch (FormatException problem)
        {
            throw new ResourceException($"cluster '{cluster.Name}'", problem.Message, problem);
        }
    }
}
