using System.Net;
using ActorMesh.DataPlane.Clusters;
using ActorMesh.DataPlane.Clusters.Balancing;
using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.Tests.Fast.DataPlane.Clusters;

/// <summary>Endpoints to balance over, and counts of where requests went.</summary>
internal static class Fleet
{
    public static EndpointCell Cell(int number, string? hashKey = null)
    {
        var address = new IPEndPoint(new IPAddress([10, 0, (byte)(number / 250), (byte)(number % 250)]), 80);
        return new EndpointCell(address.ToString(), address, hashKey ?? address.ToString());
    }

    public static EndpointCell[] Cells(int count) => [.. Enumerable.Range(0, count).Select(number => Cell(number))];

    public static ClusterMember[] Of(int count) => [.. Cells(count).Select(cell => new ClusterMember(cell, EndpointHealth.Healthy))];

    public static ClusterMember[] Weighted(params int[] weights) =>
        [.. weights.Select((weight, number) => new ClusterMember(Cell(number), EndpointHealth.Healthy) { Weight = weight })];

    /// <summary>Members of one priority; numbers start at <paramref name="first"/> so that priorities do not share addresses.</summary>
    public static ClusterMember[] At(int priority, int first, int healthy, int degraded, int unhealthy) =>
    [
        .. Some(healthy, EndpointHealth.Healthy, first, priority),
        .. Some(degraded, EndpointHealth.Degraded, first + healthy, priority),
        .. Some(unhealthy, EndpointHealth.Unhealthy, first + healthy + degraded, priority),
    ];

    public static HashedHost[] Hashed(params ClusterMember[] members) =>
        HashedHost.From(members, new BalancingSettings(), LocalityWeights.None);

    public static HashedHost[] Hashed(int count) => Hashed(Of(count));

    /// <summary>Puts each cell's requests in flight at the given number.</summary>
    public static void SetActive(IReadOnlyList<EndpointCell> cells, IReadOnlyList<int> active)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            while (cells[i].Active < active[i]) cells[i].Begin();
            while (cells[i].Active > active[i]) cells[i].End();
        }
    }

    public static int[] Count(Balancer balancer, int picks, FastRandom random)
    {
        var counts = new int[balancer.Hosts.Length];
        for (var i = 0; i < picks; i++) counts[balancer.Choose(new PickContext(random, random.Next()), attempt: 0)]++;
        return counts;
    }

    public static Dictionary<EndpointCell, int> Count(ClusterView view, int picks, FastRandom random)
    {
        var counts = view.Members.ToDictionary(member => member.Cell, _ => 0);
        for (var i = 0; i < picks; i++) counts[view.Pick(new PickContext(random, random.Next())).Endpoint!]++;
        return counts;
    }

    /// <summary>
    /// How far counts are from the expected shares: Pearson's statistic, with one degree of freedom less than there are counts.
    /// </summary>
    public static double ChiSquare(IReadOnlyList<int> counts, IReadOnlyList<double> weights)
    {
        var (total, sum) = (counts.Sum(), weights.Sum());
        return counts.Zip(weights, (count, weight) => Math.Pow(count - total * weight / sum, 2) / (total * weight / sum)).Sum();
    }

    /// <summary>
    /// A bound that a fair statistic of <paramref name="degrees"/> passes about once in a million (Wilson and Hilferty's
    /// approximation).
    /// </summary>
    public static double ChiSquareMax(int degrees)
    {
        const double OneInAMillion = 4.75;
        var spread = 2.0 / (9 * degrees);
        return degrees * Math.Pow(1 - spread + OneInAMillion * Math.Sqrt(spread), 3);
    }

    private static IEnumerable<ClusterMember> Some(int count, EndpointHealth health, int first, int priority) =>
        Enumerable.Range(first, count).Select(number => new ClusterMember(Cell(number), health) { Priority = priority });
}
