namespace ActorMesh.Hocon.Findings.Calls;

/// <summary>
/// Services ordered so that callers stand before those whom they call. Where calls go round in a circle, the call that closes it is left out:
/// it leads back.
/// </summary>
internal sealed class CallOrder
{
    private readonly int[] _rank;

    private CallOrder(int[] services, int[] rank) => (Services, _rank) = (services, rank);

    /// <summary>Callers first.</summary>
    public IReadOnlyList<int> Services { get; }

    public bool LeadsOn(int caller, int callee) => _rank[caller] < _rank[callee];

    /// <param name="graph">Whom to order. Takes time in proportion to services and calls.</param>
    /// <param name="first">Where requests begin: a circle is entered from there.</param>
    public static CallOrder Of(CallGraph graph, IEnumerable<int> first)
    {
        var services = new int[graph.Count];
        var rank = new int[graph.Count];
        var seen = new bool[graph.Count];
        var left = graph.Count;
        var path = new Stack<(int Service, int Next)>();

        // Depth first: a service is done, and gets the last place that is free, once all whom it calls are done.
        foreach (var start in first.Concat(Enumerable.Range(0, graph.Count)))
        {
            if (seen[start]) continue;
            seen[start] = true;
            path.Push((start, 0));
            while (path.TryPop(out var step))
            {
                var callees = graph.CalleesOf(step.Service);
                var next = step.Next;
                while (next < callees.Count && seen[callees[next]]) next++;
                if (next == callees.Count)
                {
                    services[--left] = step.Service;
                    rank[step.Service] = left;
                    continue;
                }
                seen[callees[next]] = true;
                path.Push((step.Service, next + 1));
                path.Push((callees[next], 0));
            }
        }
        return new CallOrder(services, rank);
    }
}
