using ActorMesh.DataPlane.Resilience.Breaking;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Reads a cluster's breaker from its metadata: Envoy's own circuit breakers are limits, not a state machine. Pure.</summary>
internal static class BreakerCompiler
{
    private const int RequestsMost = 1_000_000;
    private const int ProbesMost = 1_000;

    /// <summary>Null when nothing trips.</summary>
    /// <exception cref="ResourceException">A field says what cannot be; the message names it.</exception>
    public static BreakerSettings? Compile(Cluster cluster)
    {
        try
        {
            return MetadataFields.Of(cluster.Metadata, MeshMetadata.Breaker) is { } fields ? Checked(Settings(fields)) : null;
        }
        catch (FormatException e)
        {
            throw new ResourceException($"cluster '{cluster.Name}'", e.Message, e);
        }
    }

    private static BreakerSettings Settings(MetadataFields fields)
    {
        var defaults = new BreakerSettings();
        var openFor = fields.Duration("open-for") ?? defaults.OpenFor;
        return new BreakerSettings
        {
            FailureRatio = fields.Number("failure-ratio", 0, 1) ?? defaults.FailureRatio,
            RequestsMin = fields.Count("min-requests", 1, RequestsMost) ?? defaults.RequestsMin,
            Window = fields.Duration("window") ?? defaults.Window,
            ConsecutiveFailures = fields.Count("consecutive-failures", 0, RequestsMost) ?? defaults.ConsecutiveFailures,
            SlowCallRatio = fields.Number("slow-call-ratio", 0, 1) ?? defaults.SlowCallRatio,
            SlowCall = fields.Duration("slow-call") ?? defaults.SlowCall,
            OpenFor = openFor,
            OpenForMax = fields.Duration("max-open-for") ?? (openFor > defaults.OpenForMax ? openFor : defaults.OpenForMax),
            Jitter = fields.Number("jitter", 0, 1) ?? defaults.Jitter,
            Probes = fields.Count("probes", 1, ProbesMost) ?? defaults.Probes,
            ProbeSuccesses = fields.Count("probe-successes", 1, ProbesMost) ?? defaults.ProbeSuccesses,
            ProbeTimeout = fields.Duration("probe-timeout") ?? defaults.ProbeTimeout,
            CountTimeouts = fields.Truth("count-timeouts") ?? defaults.CountTimeouts,
            Mode = Mode(fields.Text("mode")),
        };
    }

    private static BreakerSettings Checked(BreakerSettings settings)
    {
        if (settings.SlowCallRatio < 1 && settings.SlowCall == TimeSpan.Zero) throw Wrong("slow-call-ratio is there without slow-call; say how long a slow call takes");
        return settings;
    }

    private static BreakerMode Mode(string? word) => word switch
    {
        null or "enforce" => BreakerMode.Enforce,
        "observe" => BreakerMode.Observe,
        "isolated" => BreakerMode.Isolated,
        _ => throw Wrong("mode is not enforce, observe or isolated"),
    };

    private static FormatException Wrong(string problem) => new($"metadata {MeshMetadata.Breaker}: {problem}");
}
