using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>
/// A cluster as request streams see it: which endpoint next? Built whole whenever membership or health changes, and never changed
/// after that; requests in flight are read live from the endpoints' cells.
/// </summary>
/// <remarks>
/// A pick goes: drop, priority, locality, endpoint. All but the last is settled in building, down to a table of 100 that a
/// request's random bits index. A pick takes no lock and allocates nothing.
/// </remarks>
public sealed class ClusterView
{
    private readonly HostPool[] _pools;
    /// <summary>
    /// For each percent of requests, its index in <see cref="_pools"/>. Every pool has at least one percent, so a byte suffices.
    /// </summary>
    private readonly byte[] _poolOfPercent;
    private readonly DropOverload[] _drops;
    private readonly bool _isHashing;

    private ClusterView(
        BalancingSettings settings,
        IReadOnlyList<ClusterMember> members,
        PriorityState[] priorities,
        HostPool[] pools,
        byte[] poolOfPercent)
    {
        (Members, Priorities, _pools, _poolOfPercent) = (members, priorities, pools, poolOfPercent);
        _drops = [.. settings.DropOverloads];
        _isHashing = settings.IsHashing;
    }

    /// <summary>What the view was built from.</summary>
    public IReadOnlyList<ClusterMember> Members { get; }

    /// <summary>One entry for each priority from 0 to the highest that has a member; at least one.</summary>
    public IReadOnlyList<PriorityState> Priorities { get; }

    internal IReadOnlyList<HostPool> Pools => _pools;

    /// <summary>Builds the view of a cluster. Costs up to milliseconds for hashing policies; not for the request path.</summary>
    /// <param name="settings">Valid settings: <see cref="BalancingSettings.Problems"/> finds none.</param>
    /// <param name="members">The endpoints with their present health; may be empty.</param>
    /// <param name="random">Draws where turns start.</param>
    /// <param name="localityWeights">Used if the settings weigh localities.</param>
    /// <param name="zones">The caller's zone, to prefer endpoints of the same; null ignores zones.</param>
    /// <exception cref="ArgumentException">The settings have problems.</exception>
    public static ClusterView Build(
        BalancingSettings settings,
        IReadOnlyList<ClusterMember> members,
        FastRandom random,
        LocalityWeights? localityWeights = null,
        ZoneAwareness? zones = null)
    {
        var problems = string.Join("; ", settings.Problems());
        if (problems.Length > 0) throw new ArgumentException(problems, nameof(settings));

        var byPriority = ByPriority(members);
        var census = Array.ConvertAll(byPriority, of => PriorityCensus.Take(of, settings.WeightedPriorityHealth));
        var loads = PriorityLoads.Of(census, settings.OverprovisioningFactor, settings.HealthyPanicThreshold);
        var states = new PriorityState[census.Length];
        for (var i = 0; i < states.Length; i++) states[i] = new(i, census[i], loads.Healthy[i], loads.Degraded[i], loads.InPanic[i]);

        var plan = new HostPoolPlan(settings, localityWeights ?? LocalityWeights.None, zones, random);
        var pools = new List<HostPool>();
        var poolOfPercent = new List<byte>(100);
        // Healthy shares of all priorities come before degraded ones, so that the same draw means the same priority in Envoy.
        foreach (var health in (ReadOnlySpan<EndpointHealth>)[EndpointHealth.Healthy, EndpointHealth.Degraded])
        {
            foreach (var state in states)
            {
                var load = health == EndpointHealth.Healthy ? state.HealthyLoad : state.DegradedLoad;
                if (load == 0) continue;
                poolOfPercent.AddRange(Enumerable.Repeat((byte)pools.Count, load));
                pools.Add(PoolOf(plan, settings, byPriority[state.Priority], state, health));
            }
        }

        return new ClusterView(settings, members, states, [.. pools], [.. poolOfPercent]);
    }

    /// <summary>Chooses the endpoint for a request.</summary>
    public PickResult Pick(in PickContext context)
    {
        foreach (ref readonly var drop in _drops.AsSpan())
        {
            if (context.Draws.Below(DropOverload.Everything) < drop.PartsPerMillion) return Dropped(drop);
        }

        var pool = _pools.Length == 1 ? _pools[0] : _pools[_poolOfPercent[(_isHashing ? context.HashKey : context.RequestRandom) % 100]];
        var endpoint = pool.Pick(context);
        var outcome = endpoint is null ? PickOutcome.NoHealthyUpstream : PickOutcome.Picked;
        return new PickResult(outcome, endpoint, pool.Priority, pool.InPanic, DropCategory: null);
    }

    private static PickResult Dropped(in DropOverload drop) => new(
        drop.PartsPerMillion == DropOverload.Everything ? PickOutcome.DroppedUnconditionally : PickOutcome.DroppedOverload,
        Endpoint: null, Priority: 0, InPanic: false, drop.Category);

    private static HostPool PoolOf(
        HostPoolPlan plan, BalancingSettings settings, ClusterMember[] members, PriorityState state, EndpointHealth health)
    {
        if (!state.InPanic) return plan.Build(state.Priority, members, health);
        return settings.FailTrafficOnPanic
            ? new HostPool(state.Priority, inPanic: true, [], null)
            : plan.Build(state.Priority, members, health: null);
    }

    private static ClusterMember[][] ByPriority(IReadOnlyList<ClusterMember> members)
    {
        var byPriority = members.ToLookup(member => member.Priority);
        var count = members.Count == 0 ? 1 : members.Max(member => member.Priority) + 1;
        return [.. Enumerable.Range(0, count).Select(priority => byPriority[priority].ToArray())];
    }
}
