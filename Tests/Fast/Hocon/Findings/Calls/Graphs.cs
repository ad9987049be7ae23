using ActorMesh.Hocon.Findings.Calls;
using CsCheck;

namespace ActorMesh.Tests.Fast.Hocon.Findings.Calls;

/// <summary>Call graphs, small enough to look at every way through them.</summary>
internal static class Graphs
{
    private const int ServicesMax = 7;

    /// <summary>Nobody is called by somebody later: no circles.</summary>
    public static Gen<CallGraph> WithoutCircles { get; } = Of((caller, callee) => caller < callee);

    public static Gen<CallGraph> Any { get; } = Of((_, _) => true);

    /// <summary>A factor for each service that a graph may have.</summary>
    public static Gen<double[]> Factors { get; } = Gen.OneOf(Gen.Const(1.0), Gen.Const(1.2), Gen.Const(2.0), Gen.Const(3.0)).Array[ServicesMax];

    public static Gen<bool[]> Exposed { get; } = Gen.Bool.Array[ServicesMax];

    /// <summary>All ways that visit no service twice, each beginning anywhere.</summary>
    public static IEnumerable<IReadOnlyList<int>> Ways(CallGraph graph)
    {
        var waiting = new Queue<IReadOnlyList<int>>(Enumerable.Range(0, graph.Count).Select(service => (IReadOnlyList<int>)[service]));
        while (waiting.TryDequeue(out var way))
        {
            yield return way;
            foreach (var callee in graph.CalleesOf(way[^1]))
                if (!way.Contains(callee)) waiting.Enqueue([.. way, callee]);
        }
    }

    /// <summary>Hops one after the other, the first one called from outside.</summary>
    public static CallGraph Chain(int services) => new(services, Enumerable.Range(1, services - 1).Select(service => (service - 1, service)));

    private static Gen<CallGraph> Of(Func<int, int, bool> may) =>
        from count in Gen.Int[1, ServicesMax]
        from calls in Gen.Bool.Array[count * count]
        select new CallGraph(
            count,
            from caller in Enumerable.Range(0, count)
            from callee in Enumerable.Range(0, count)
            where calls[(caller * count) + callee] && may(caller, callee)
            select (caller, callee));
}
