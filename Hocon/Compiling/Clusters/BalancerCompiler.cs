using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Google.Protobuf.WellKnownTypes;
using static ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types;
using static ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.CommonLbConfig.Types;
using Replica = ActorMesh.Hocon.Mesh.Endpoint;

namespace ActorMesh.Hocon.Compiling.Clusters;

/// <summary>Compiles who gets the next request.</summary>
internal static class BalancerCompiler
{
    private const ulong MaglevTableMax = 5_000_011;
    private const ulong RingSizeMax = 8_388_608;

    public static void Apply(Cluster cluster, LoadBalancerPolicy policy, IReadOnlyList<Replica> replicas)
    {
        Policy(cluster, policy);
        cluster.CommonLbConfig = new CommonLbConfig { HealthyPanicThreshold = Fractions.Percent(policy.Panic.Value) };
        if (WeighsZones(policy)) cluster.CommonLbConfig.LocalityWeightedLbConfig = new LocalityWeightedLbConfig();
        else if (policy.Locality.Value == "prefer-local" && EndpointShape.Of(replicas).HasZones)
            cluster.CommonLbConfig.ZoneAwareLbConfig = new ZoneAwareLbConfig { MinClusterSize = 1 };
    }

    /// <summary>Whether zones have weights of their own.</summary>
    public static bool WeighsZones(LoadBalancerPolicy policy) => policy.Locality.Value == "weighted";

    private static void Policy(Cluster cluster, LoadBalancerPolicy policy)
    {
        switch (policy.Policy.Value)
        {
            case Balancing.RoundRobin:
                cluster.LbPolicy = LbPolicy.RoundRobin;
                if (SlowStart(policy) is { } slow) cluster.RoundRobinLbConfig = new RoundRobinLbConfig { SlowStartConfig = slow };
                break;
            case Balancing.Random:
                cluster.LbPolicy = LbPolicy.Random;
                break;
            case Balancing.RingHash:
                cluster.LbPolicy = LbPolicy.RingHash;
                cluster.RingHashLbConfig = new RingHashLbConfig { MinimumRingSize = Math.Clamp((ulong)policy.RingSize.Value, 1, RingSizeMax) };
                break;
            case Balancing.Maglev:
                cluster.LbPolicy = LbPolicy.Maglev;
                if (policy.RingSize.IsWritten) cluster.MaglevLbConfig = new MaglevLbConfig { TableSize = PrimeFrom((ulong)policy.RingSize.Value) };
                break;
            default:
                cluster.LbPolicy = LbPolicy.LeastRequest;
                // Two choices are what Envoy does by itself. Said aloud, they are drawn with replacement: one in n x n requests has no choice at all.
                if (SlowStart(policy) is { } warming) cluster.LeastRequestLbConfig = new LeastRequestLbConfig { SlowStartConfig = warming };
                break;
        }
    }

    private static SlowStartConfig? SlowStart(LoadBalancerPolicy policy)
    {
        if (policy.SlowStart.Window.Value is not { } window) return null;
        // What is said besides differs from what Envoy does by itself.
        var slow = new SlowStartConfig { SlowStartWindow = Duration.FromTimeSpan(window) };
        if (policy.SlowStart.Aggression.Value is not 1) slow.Aggression = new RuntimeDouble { DefaultValue = policy.SlowStart.Aggression.Value };
        if (policy.SlowStart.MinShare.Value is not 0.1) slow.MinWeightPercent = Fractions.Percent(policy.SlowStart.MinShare.Value);
        return slow;
    }

    private static ulong PrimeFrom(ulong wanted)
    {
        if (wanted >= MaglevTableMax) return MaglevTableMax;
        var number = Math.Max(2, wanted);
        while (!IsPrime(number)) number++;
        return number;
    }

    private static bool IsPrime(ulong number)
    {
        for (ulong divisor = 2; divisor * divisor <= number; divisor++)
            if (number % divisor == 0) return false;
        return true;
    }
}
