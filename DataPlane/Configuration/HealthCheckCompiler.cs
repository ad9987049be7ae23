using ActorMesh.DataPlane.Resilience.Probing;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Reads from a cluster how its endpoints are asked how they are. Pure.</summary>
internal static class HealthCheckCompiler
{
    /// <returns>Null when they are not asked.</returns>
    /// <exception cref="ResourceException">Something is missing, out of its range or not offered; the message names it.</exception>
    public static HealthCheckSettings? Compile(Cluster cluster)
    {
        if (cluster.HealthChecks.Count == 0) return null;
        if (cluster.HealthChecks.Count > 1)
            throw new ResourceException($"cluster '{cluster.Name}'", $"health_checks has {cluster.HealthChecks.Count} entries; one can be carried out, keep that which says most");
        return new Reading(cluster.Name, cluster.HealthChecks[0]).Settings();
    }

    private readonly struct Reading(string cluster, HealthCheck source)
    {
        public HealthCheckSettings Settings()
        {
            var interval = Required(source.Interval, "interval");
            var noTraffic = Span(source.NoTrafficInterval, "no_traffic_interval", TimeSpan.FromSeconds(60));
            var unhealthy = Span(source.UnhealthyInterval, "unhealthy_interval", interval);
            return new HealthCheckSettings(ProbeCompiler.Compile(cluster, source), Required(source.Timeout, "timeout"), interval)
            {
                UnhealthyThreshold = Threshold(source.UnhealthyThreshold, "unhealthy_threshold"),
                HealthyThreshold = Threshold(source.HealthyThreshold, "healthy_threshold"),
                IntervalJitter = Span(source.IntervalJitter, "interval_jitter", TimeSpan.Zero),
                IntervalJitterPercent = source.IntervalJitterPercent <= 1000
                    ? (int)source.IntervalJitterPercent
                    : throw Refuse("interval_jitter_percent", $"is {source.IntervalJitterPercent}; give a percentage of the interval, at most 1000"),
                InitialJitter = Span(source.InitialJitter, "initial_jitter", TimeSpan.Zero),
                NoTrafficInterval = noTraffic,
                NoTrafficHealthyInterval = Span(source.NoTrafficHealthyInterval, "no_traffic_healthy_interval", noTraffic),
                UnhealthyInterval = unhealthy,
                UnhealthyEdgeInterval = Span(source.UnhealthyEdgeInterval, "unhealthy_edge_interval", unhealthy),
                HealthyEdgeInterval = Span(source.HealthyEdgeInterval, "healthy_edge_interval", interval),
                ReusesConnection = source.ReuseConnection ?? true,
                LogsAllFailures = source.AlwaysLogHealthCheckFailures,
            };
        }

        private TimeSpan Required(Duration? given, string field) =>
            given is null ? throw Refuse(field, "is missing; a health check needs one, such as 5s") : Span(given, field, TimeSpan.Zero);

        private TimeSpan Span(Duration? given, string field, TimeSpan otherwise)
        {
            if (given is null) return otherwise;
            var span = given.ToTimeSpan();
            if (span <= TimeSpan.Zero) throw Refuse(field, $"is {span.TotalSeconds} s; give more than 0s");
            return span > Timeouts.Least ? span : Timeouts.Least;
        }

        private int Threshold(uint? given, string field) => given switch
        {
            null => throw Refuse(field, "is missing; a health check needs one, such as 2"),
            0 => throw Refuse(field, "is 0; give 1 or more"),
            _ => (int)Math.Min(given.Value, int.MaxValue),
        };

        private ResourceException Refuse(string field, string why) => new($"cluster '{cluster}'", $"health_checks[0].{field} {why}");
    }
}
