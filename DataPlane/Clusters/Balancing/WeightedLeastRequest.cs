using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>
/// Least request for unequal weights: the endpoint whose turn it is, unless a rival has fewer requests in flight per weight.
/// </summary>
/// <remarks>
/// Envoy keeps a deadline queue with weight / (active + 1)^bias. That needs a lock, and it uses the count of the time when a host was last
/// picked: a host that has hung since then keeps its place. Here the weighted round robin proposes and rivals drawn in proportion
/// to weight, with replacement, compete on live counts; the lower active / weight wins, the proposed one on a tie. So
/// <list type="bullet">
/// <item>idle endpoints share exactly by weight;</item>
/// <item>under load, requests in flight tend to weight: throughput per weight follows speed, and a hung host soon loses every
/// comparison;</item>
/// <item>with one rival nobody gets more than twice its weighted share, so a 1% canary stays a canary when the others are busy.</item>
/// </list>
/// Not (active + 1) / weight: among idle hosts that always favours the heavy one, so the light ones starve at low load.
/// Not uniform draws either: they would ignore weight where counts are equal. For draws by capacity see Wieder, "Balanced
/// allocations with heterogenous bins", SPAA 2007.
/// The bias keeps its ends (0 is plain weighted round robin, 1 and above always compare); between them it is how often rivals are
/// drawn at all.
/// </remarks>
internal sealed class WeightedLeastRequest(EndpointCell[] hosts, WeightedTurns turns, BalancingSettings settings) : Balancer(hosts)
{
    private readonly int _rivals = (settings.ChoiceCount ?? 2) - 1;
    private readonly double _bias = settings.ActiveRequestBias;
    private readonly bool _scans = settings.FullScan;

    public override int Choose(in PickContext context, int attempt)
    {
        var chosen = turns.Next();
        if (_bias < 1 && context.Draws.NextFraction() >= _bias) return chosen;
        if (_scans) return LeastFrom(chosen);
        for (var i = 0; i < _rivals; i++)
        {
            var rival = turns.Draw(context.Draws);
            if (IsLighter(rival, chosen)) chosen = rival;
        }

        return chosen;
    }

    private int LeastFrom(int chosen)
    {
        for (var rival = 0; rival < Hosts.Length; rival++)
        {
            if (IsLighter(rival, chosen)) chosen = rival;
        }

        return chosen;
    }

    /// <summary>Compares active / weight without dividing: 31 bits by 32 bits do not overflow 64.</summary>
    private bool IsLighter(int rival, int chosen) =>
        (ulong)Hosts[rival].Active * turns.Weights[chosen] < (ulong)Hosts[chosen].Active * turns.Weights[rival];
}
