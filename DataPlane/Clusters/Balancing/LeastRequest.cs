using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>The endpoint with the fewest requests in flight, of all or of a few drawn. For equal weights.</summary>
/// <remarks>
/// Where no choice count is configured, few endpoints are scanned and of many two different ones are drawn. Drawing with replacement, as
/// Envoy does, sends a quarter of the requests to the busier of two endpoints, because both draws fell on it. With a choice count
/// configured it draws as Envoy draws.
/// Source: Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 12(10), 2001.
/// </remarks>
internal sealed class LeastRequest(EndpointCell[] hosts, int? choiceCount, bool fullScan) : Balancer(hosts)
{
    /// <summary>Up to here reading every counter costs no more than a few cache misses.</summary>
    public const int ScannedHostsMax = 16;

    private readonly bool _scans = fullScan || (choiceCount is null && hosts.Length <= ScannedHostsMax);

    public override int Choose(in PickContext context, int attempt)
    {
        if (_scans) return Least(context.Draws);
        return choiceCount is { } count ? LeastOfDrawn(context.Draws, count) : LessOfTwo(context.Draws);
    }

    /// <summary>Ties are broken uniformly: the k-th of equals takes the place with probability 1/k.</summary>
    private int Least(FastRandom random)
    {
        int least = 0, ties = 1;
        var leastActive = Hosts[0].Active;
        for (var i = 1; i < Hosts.Length; i++)
        {
            var active = Hosts[i].Active;
            if (active > leastActive) continue;
            ties = active < leastActive ? 1 : ties + 1;
            leastActive = active;
            if (ties == 1 || random.Below(ties) == 0) least = i;
        }

        return least;
    }

    private int LessOfTwo(FastRandom random)
    {
        var first = random.Below(Hosts.Length);
        // One of the other n-1, by stepping over the first: no redraw.
        var second = random.Below(Hosts.Length - 1);
        if (second >= first) second++;
        return Hosts[second].Active < Hosts[first].Active ? second : first;
    }

    private int LeastOfDrawn(FastRandom random, int count)
    {
        var least = random.Below(Hosts.Length);
        for (var drawn = 1; drawn < count; drawn++)
        {
            var rival = random.Below(Hosts.Length);
            if (Hosts[rival].Active < Hosts[least].Active) least = rival;
        }

        return least;
    }
}
