using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using static ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>Reads from a cluster how endpoints get their share bit by bit. Pure.</summary>
internal static class SlowStartCompiler
{
    /// <returns>Null when they get it at once.</returns>
    /// <exception cref="ResourceException">A value is out of its range; the message names it.</exception>
    public static SlowStart? Compile(Cluster cluster) => cluster.LbPolicy switch
    {
        LbPolicy.RoundRobin => Compile(cluster, "round_robin_lb_config", cluster.RoundRobinLbConfig?.SlowStartConfig),
        LbPolicy.LeastRequest => Compile(cluster, "least_request_lb_config", cluster.LeastRequestLbConfig?.SlowStartConfig),
        _ => null,
    };

    private static SlowStart? Compile(Cluster cluster, string parent, SlowStartConfig? source)
    {
        if (source?.SlowStartWindow?.ToTimeSpan() is not { } window || window == TimeSpan.Zero) return null;
        if (window < TimeSpan.Zero) throw Refuse("slow_start_window", $"is {window.TotalSeconds} s; give 0s or more");
        var aggression = source.Aggression?.DefaultValue ?? 1.0;
        if (!(aggression > 0)) throw Refuse("aggression", $"is {aggression}; give more than 0, where 1.0 grows evenly");
        var least = source.MinWeightPercent?.Value ?? 10;
        if (!(least is >= 0 and <= 100)) throw Refuse("min_weight_percent", $"is {least}; a percentage is 0..100");
        return new SlowStart(window) { Aggression = aggression, WeightPercentMin = Math.Max(1, (int)Math.Round(least, MidpointRounding.AwayFromZero)) };

        ResourceException Refuse(string field, string why) => new($"cluster '{cluster.Name}'", $"{parent}.slow_start_config.{field} {why}");
    }
}
