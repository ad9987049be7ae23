using System.Globalization;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using Consistent = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.CommonLbConfig.Types.ConsistentHashingLbConfig;
using LeastRequest = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.LeastRequestLbConfig;
using Maglev = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.MaglevLbConfig;
using Policy = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.LbPolicy;
using Ring = ActorMesh.Runtime.Contracts.Envoy.Clusters.Cluster.Types.RingHashLbConfig;

namespace ActorMesh.Hocon.Envoy.Checks;

internal static class BalancingCheck
{
    private const ulong RingSizeMax = 8_388_608;
    private const ulong RingSizeMinDefault = 1024;
    private const ulong MaglevTableMax = 5_000_011;

    public static void Run(Cluster cluster, CheckContext context)
    {
        Belongs(cluster, context);
        if (cluster.RingHashLbConfig is { } ring) Check(ring, context);
        if (cluster.MaglevLbConfig is { TableSize: { } size } maglev && (size > MaglevTableMax || !IsPrime(size)))
            context.Error(
                maglev, Maglev.TableSizeFieldNumber,
                $"{size} is not a prime of at most {MaglevTableMax}",
                "65537 is the default");
        if (cluster.LeastRequestLbConfig is { } least) Check(least, context);
        if (cluster.CommonLbConfig?.ConsistentHashingLbConfig is { HashBalanceFactor: < 100 and > 0 } consistent)
            context.Error(
                consistent, Consistent.HashBalanceFactorFieldNumber,
                $"{consistent.HashBalanceFactor} percent of the mean load is too little for all requests to fit",
                "use 100 or more, or 0 for no bound");
    }

    private static void Belongs(Cluster cluster, CheckContext context)
    {
        Policy? owner = cluster.LbConfigCase switch
        {
            Cluster.LbConfigOneofCase.RingHashLbConfig => Policy.RingHash,
            Cluster.LbConfigOneofCase.MaglevLbConfig => Policy.Maglev,
            Cluster.LbConfigOneofCase.LeastRequestLbConfig => Policy.LeastRequest,
            Cluster.LbConfigOneofCase.RoundRobinLbConfig => Policy.RoundRobin,
            _ => null,
        };
        if (owner is { } policy && policy != cluster.LbPolicy)
            context.Warning(
                cluster, (int)cluster.LbConfigCase,
                $"has no effect, because lb_policy is {NameOf(cluster.LbPolicy)}",
                $"set lb_policy: {NameOf(policy)}");
    }

    private static void Check(Ring ring, CheckContext context)
    {
        var most = ring.MaximumRingSize ?? RingSizeMax;
        if (most > RingSizeMax) context.Error(ring, Ring.MaximumRingSizeFieldNumber, $"{most} is more than {RingSizeMax}");
        if (ring.MinimumRingSize > RingSizeMax)
            context.Error(ring, Ring.MinimumRingSizeFieldNumber, $"{ring.MinimumRingSize} is more than {RingSizeMax}");
        else if ((ring.MinimumRingSize ?? RingSizeMinDefault) > most)
            context.Error(
                ring, Ring.MaximumRingSizeFieldNumber,
                $"{most} is below minimum_ring_size, {ring.MinimumRingSize ?? RingSizeMinDefault}");
        if (most == 0) context.Error(ring, Ring.MaximumRingSizeFieldNumber, "must be at least 1");
    }

    private static void Check(LeastRequest least, CheckContext context)
    {
        if (least.ChoiceCount < 2)
            context.Error(least, LeastRequest.ChoiceCountFieldNumber, $"a choice between {least.ChoiceCount} is none", "use 2 or more");
        if (least.ActiveRequestBias is { DefaultValue: not (>= 0 and < double.PositiveInfinity) } bias)
            context.Error(
                bias, RuntimeDouble.DefaultValueFieldNumber,
                $"{bias.DefaultValue.ToString(CultureInfo.InvariantCulture)} is not 0 or more");
    }

    // The name in the file, which the generated enum has lost.
    private static string NameOf(Policy policy) =>
        Cluster.Descriptor.FindFieldByNumber(Cluster.LbPolicyFieldNumber).EnumType.FindValueByNumber((int)policy).Name;

    private static bool IsPrime(ulong number)
    {
        if (number < 4) return number >= 2;
        for (ulong divisor = 2; divisor * divisor <= number; divisor++)
            if (number % divisor == 0) return false;
        return true;
    }
}
