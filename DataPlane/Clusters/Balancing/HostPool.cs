using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>
/// The endpoints that one share of a cluster's load may use: those of one priority that are healthy, or degraded, or all in panic.
/// </summary>
internal sealed class HostPool
{
    /// <summary>
    /// Picks before the pool is searched for an endpoint not yet tried. Few, because each takes a turn; some, because they respect
    /// the policy.
    /// </summary>
    private const int PicksMax = 4;

    private readonly Balancer[] _groups;
    private readonly WeightedTurns? _groupTurns;

    /// <param name="priority">The priority it belongs to.</param>
    /// <param name="inPanic">Health was ignored in filling it.</param>
    /// <param name="groups">Usually one; several where localities share the load. None: the pool is empty.</param>
    /// <param name="groupTurns">Whose turn it is among several groups.</param>
    public HostPool(int priority, bool inPanic, Balancer[] groups, WeightedTurns? groupTurns)
    {
        (Priority, InPanic, _groups) = (priority, inPanic, groups);
        _groupTurns = groups.Length > 1 ? groupTurns : null;
    }

    public int Priority { get; }

    public bool InPanic { get; }

    public IReadOnlyList<Balancer> Groups => _groups;

    public EndpointCell? Pick(in PickContext context)
    {
        if (_groups.Length == 0) return null;
        if (!context.Tried.IsEmpty) return PickUntried(context);
        var group = NextGroup();
        return group.Hosts[group.Choose(context, context.Attempt)];
    }

    private Balancer NextGroup() => _groups[_groupTurns is null ? 0 : _groupTurns.Next()];

    private EndpointCell PickUntried(in PickContext context)
    {
        EndpointCell picked;
        var picks = 0;
        do
        {
            var group = NextGroup();
            picked = group.Hosts[group.Choose(context, context.Attempt + picks)];
            if (!context.Tried.Contains(picked)) return picked;
        }
        while (++picks < PicksMax);

        return AnyUntried(context) ?? picked;
    }

    /// <summary>From a random start, so that the neighbours of tried endpoints do not bear all retries.</summary>
    private EndpointCell? AnyUntried(in PickContext context)
    {
        var firstGroup = context.Draws.Below(_groups.Length);
        for (var i = 0; i < _groups.Length; i++)
        {
            var hosts = _groups[(firstGroup + i) % _groups.Length].Hosts;
            var firstHost = context.Draws.Below(hosts.Length);
            for (var j = 0; j < hosts.Length; j++)
            {
                var host = hosts[(firstHost + j) % hosts.Length];
                if (!context.Tried.Contains(host)) return host;
            }
        }

        return null;
    }
}
