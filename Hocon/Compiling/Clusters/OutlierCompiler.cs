using ActorMesh.Runtime.Contracts;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>Compiles how a bad replica is taken out.</summary>
internal static class OutlierCompiler
{
    private const uint Always = 100, Never = 0;

    public static OutlierDetection? Compile(OutlierPolicy? policy)
    {
        if (policy is null) return null;
        var detection = new OutlierDetection
        {
            Consecutive5Xx = (uint)policy.Consecutive5xx.Value,
            EnforcingConsecutive5Xx = Always,
            ConsecutiveGatewayFailure = (uint)policy.ConsecutiveGateway.Value,
            EnforcingConsecutiveGatewayFailure = Always,
            EnforcingSuccessRate = Never,
            Interval = Duration.FromTimeSpan(policy.Interval.Value),
            BaseEjectionTime = Duration.FromTimeSpan(policy.BaseEjection.Value),
            MaxEjectionTime = Duration.FromTimeSpan(policy.MaxEjection.Value),
            MaxEjectionPercent = Fractions.Whole(policy.MaxEjected.Value),
            AlwaysEjectOneHost = policy.AlwaysKeepOne.Value,
        };
        if (policy.Jitter.Value > TimeSpan.Zero) detection.MaxEjectionTimeJitter = Duration.FromTimeSpan(policy.Jitter.Value);
        if (policy.SuccessRate is { } rate) SuccessRate(detection, rate);
        if (policy.FailurePercentage is { } failures) FailurePercentage(detection, failures);
        if (policy.ConsecutiveLocal.Value is { } inARow) CountApart(detection, inARow);
        return detection;
    }

    public static void Describe(OutlierPolicy? policy, Metadata metadata)
    {
        if (policy is not null) metadata.Add(MeshMetadata.Outlier, ("always-keep-one", Value.ForBool(policy.AlwaysKeepOne.Value)));
    }

    private static void SuccessRate(OutlierDetection detection, SuccessRatePolicy policy)
    {
        detection.EnforcingSuccessRate = Always;
        detection.SuccessRateStdevFactor = (uint)Math.Round(policy.StdevFactor.Value * 1000, MidpointRounding.AwayFromZero);
        detection.SuccessRateMinimumHosts = (uint)policy.MinHosts.Value;
        detection.SuccessRateRequestVolume = (uint)policy.MinRequests.Value;
    }

    private static void FailurePercentage(OutlierDetection detection, FailurePercentagePolicy policy)
    {
        detection.EnforcingFailurePercentage = Always;
        detection.FailurePercentageThreshold = Fractions.Whole(policy.Threshold.Value);
        detection.FailurePercentageMinimumHosts = (uint)policy.MinHosts.Value;
        detection.FailurePercentageRequestVolume = (uint)policy.MinRequests.Value;
    }

    // What holds for answers then holds for requests without one, too.
    private static void CountApart(OutlierDetection detection, int inARow)
    {
        detection.SplitExternalLocalOriginErrors = true;
        detection.ConsecutiveLocalOriginFailure = (uint)inARow;
        detection.EnforcingConsecutiveLocalOriginFailure = Always;
        detection.EnforcingLocalOriginSuccessRate = detection.EnforcingSuccessRate;
        if (detection.EnforcingFailurePercentage is { } share) detection.EnforcingFailurePercentageLocalOrigin = share;
    }
}
