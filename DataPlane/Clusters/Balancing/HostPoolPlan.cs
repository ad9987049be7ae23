using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>Builds the pools of one view: groups endpoints by locality where that matters and gives each group its balancer.</summary>
internal sealed class HostPoolPlan(BalancingSettings settings, LocalityWeights localityWeights, ZoneAwareness? zones, FastRandom random)
{
    /// <param name="priority">The priority that <paramref name="members"/> belong to.</param>
    /// <param name="members">All of that priority.</param>
    /// <param name="health">Whom to use; null uses all, in panic.</param>
    public HostPool Build(int priority, IReadOnlyList<ClusterMember> members, EndpointHealth? health)
    {
        var usable = health is null ? members : members.Where(member => member.Health == health && !member.IsExcluded).ToArray();
        var inPanic = health is null;
        if (usable.Count == 0) return new HostPool(priority, inPanic, [], null);
        if (settings.IsHashing) return Single(priority, inPanic, HashBalancer(usable));

        if (!inPanic && settings.LocalityWeighted)
        {
            var pool = ByLocalityWeight(priority, members, usable);
            if (pool is not null) return pool;
        }
        else if (priority == 0 && health == EndpointHealth.Healthy && zones is not null)
        {
            var pool = ByZone(usable, zones);
            if (pool is not null) return pool;
        }

        return Single(priority, inPanic, Balancer(usable));
    }

    private static HostPool Single(int priority, bool inPanic, Balancer balancer) => new(priority, inPanic, [balancer], null);

    /// <summary>Each locality counts with its weight times its availability. Null if no locality has any weight.</summary>
    private HostPool? ByLocalityWeight(int priority, IReadOnlyList<ClusterMember> members, IReadOnlyList<ClusterMember> usable)
    {
        const int Full = 10_000;
        var counted = members.Where(member => !member.IsExcluded).CountBy(member => member.Locality).ToDictionary();
        var shares = new List<(ClusterMember[] Members, ulong Weight)>();
        foreach (var locality in usable.GroupBy(member => member.Locality))
        {
            var available = locality.ToArray();
            var availability = Math.Min(Full, 100L * settings.OverprovisioningFactor * available.Length / counted[locality.Key]);
            shares.Add((available, localityWeights.Of(priority, locality.Key) * (ulong)availability));
        }

        return Grouped(priority, shares);
    }

    private HostPool? ByZone(IReadOnlyList<ClusterMember> usable, ZoneAwareness awareness)
    {
        var byZone = usable.GroupBy(member => member.Locality).ToDictionary(zone => zone.Key, zone => zone.ToArray());
        var weights = ZoneShares.Of([.. byZone.Select(zone => (zone.Key, zone.Value.Length))], awareness);
        return weights is null ? null : Grouped(0, [.. byZone.Values.Append(usable).Zip(weights)]);
    }

    private HostPool? Grouped<TMembers>(int priority, IReadOnlyList<(TMembers Members, ulong Weight)> shares)
        where TMembers : IReadOnlyList<ClusterMember>
    {
        var weighted = shares.Where(share => share.Weight > 0).ToArray();
        if (weighted.Length == 0) return null;
        var turns = new WeightedTurns(Array.ConvertAll(weighted, share => share.Weight), random);
        return new HostPool(priority, inPanic: false, Array.ConvertAll(weighted, share => Balancer(share.Members)), turns);
    }

    private Balancer Balancer(IReadOnlyList<ClusterMember> members)
    {
        var hosts = members.Select(member => member.Cell).ToArray();
        if (settings.Policy == BalancingPolicy.Random) return new UniformRandom(hosts);
        var turns = new WeightedTurns([.. members.Select(member => (ulong)member.Weight * (ulong)member.WarmthPercent)], random);
        if (settings.Policy == BalancingPolicy.RoundRobin) return new RoundRobin(hosts, turns);
        return turns.AllEqual
            ? new LeastRequest(hosts, settings.ChoiceCount, settings.FullScan)
            : new WeightedLeastRequest(hosts, turns, settings);
    }

    private Balancer HashBalancer(IReadOnlyList<ClusterMember> members)
    {
        var hosts = HashedHost.From(members, settings, localityWeights);
        Balancer table = settings.Policy == BalancingPolicy.RingHash
            ? new RingHash(hosts, settings.RingSizeMin, settings.RingSizeMax)
            : new Maglev(hosts, settings.MaglevTableSize);
        return settings.HashBalanceFactor == 0
            ? table
            : new BoundedLoad(table, Array.ConvertAll(hosts, host => host.Weight), settings.HashBalanceFactor);
    }
}
