using ActorMesh.Hocon.Importing.Drafts;
using ActorMesh.Hocon.Importing.Sources;

namespace ActorMesh.Hocon.Importing.Istio;

/// <summary>Reads LoadBalancerSettings.</summary>
internal static class LoadBalancerReader
{
    public static void Read(Fields balancer, PolicyWriter writer)
    {
        switch (balancer.Text("simple"))
        {
            case "ROUND_ROBIN":
                writer.Word("load-balancer.policy", "round-robin");
                break;
            case "RANDOM":
                writer.Word("load-balancer.policy", "random");
                break;
            case "LEAST_REQUEST" or "LEAST_CONN" or "UNSPECIFIED":
                writer.Word("load-balancer.policy", "p2c");
                break;
            case { } other:
                writer.Notes.NotCarried(balancer.At("simple"), $"there is no balancer like {Reading.Quoted.Of(other)}");
                break;
        }

        if (balancer.Object("consistentHash") is { } hash) ReadHash(hash, writer);
        if (balancer.Object("localityLbSetting") is { } locality)
        {
            if (locality.Truth("enabled") == false) writer.Word("load-balancer.locality", "ignore");
            locality.Drop("distribute", "zones get shares by their weights (load-balancer.locality = weighted), not by a table");
            locality.Drop("failover", "the nearest zones are used when the own one fails");
            locality.Drop("failoverPriority", "the nearest zones are used when the own one fails");
        }

        var warmup = balancer.Object("warmup");
        var window = warmup?.Duration("duration") ?? balancer.Duration("warmupDurationSecs");
        writer.Duration("load-balancer.slow-start.window", window, balancer.At("warmupDurationSecs"), TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        if (warmup is null) return;
        writer.Fraction("load-balancer.slow-start.aggression", (decimal?)warmup.Number("aggression", 0, 1000), warmup.At("aggression"), 0.1m, 10);
        writer.Share("load-balancer.slow-start.min-share", (decimal?)warmup.Number("minimumPercent", 0, 100), warmup.At("minimumPercent"));
    }

    private static void ReadHash(Fields hash, PolicyWriter writer)
    {
        var cookie = hash.Object("httpCookie");
        cookie?.Drop("ttl", "the cookie is that of the application: the proxy sets none");
        cookie?.Drop("path", "the cookie is that of the application: the proxy sets none");
        cookie?.Drop("attributes", "the cookie is that of the application: the proxy sets none");
        var source = hash.Text("httpHeaderName") is { } header ? $"header:{header}"
            : cookie?.Text("name") is { } name ? $"cookie:{name}"
            : hash.Text("httpQueryParameterName") is { } query ? $"query:{query}"
            : hash.Truth("useSourceIp") == true ? "client-ip"
            : null;
        if (source is null)
        {
            writer.Notes.NotCarried(hash.Here, "it does not say what to hash");
            return;
        }

        var maglev = hash.Object("maglev");
        writer.Word("load-balancer.policy", maglev is null ? "ring-hash" : "maglev");
        writer.Target.Set("load-balancer.hash-on", new DraftText(source));
        var size = maglev?.Integer("tableSize", 1, int.MaxValue)
            ?? hash.Object("ringHash")?.Integer("minimumRingSize", 1, int.MaxValue)
            ?? hash.Integer("minimumRingSize", 1, int.MaxValue);
        writer.Count("load-balancer.ring-size", size, hash.Here, 1, 8_388_608);
    }
}
