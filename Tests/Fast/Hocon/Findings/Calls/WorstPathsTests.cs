using ActorMesh.Hocon.Findings.Calls;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings.Calls;

public sealed class WorstPathsTests
{
    private const double Slack = 1e-9;

    [Fact]
    public void Five_hops_of_three_tries_are_243() => Assert.Equal(243, OfChain(5, 3));

    [Fact]
    public void Five_hops_with_a_budget_of_a_fifth_stay_under_two_and_a_half() => Assert.InRange(OfChain(5, 1.2), 2.48, 2.49);

    [Fact]
    public void The_worst_is_that_of_the_worst_way() => Gen.Select(Graphs.WithoutCircles, Graphs.Factors, Graphs.Exposed).Sample((graph, factors, exposed) =>
    {
        var worst = Of(graph, factors, exposed);
        var expected = new double[graph.Count];
        foreach (var way in Graphs.Ways(graph))
            if (Begins(graph, way[0], exposed)) expected[way[^1]] = Math.Max(expected[way[^1]], Product(way, factors, exposed[way[0]]));
        for (var service = 0; service < graph.Count; service++) Assert.Equal(expected[service], worst.ProductAt(service), Slack);
    });

    [Fact]
    public void The_way_that_is_named_is_one_and_has_that_product() => Gen.Select(Graphs.Any, Graphs.Factors, Graphs.Exposed).Sample((graph, factors, exposed) =>
    {
        var worst = Of(graph, factors, exposed);
        for (var service = 0; service < graph.Count; service++)
        {
            var (way, fromOutside) = worst.PathTo(service);
            Assert.Equal(service, way[^1]);
            Assert.All(way.Zip(way.Skip(1)), hop => Assert.Contains(hop.Second, graph.CalleesOf(hop.First)));
            Assert.Equal(way.Distinct(), way);
            Assert.Equal(worst.ProductAt(service), Product(way, factors, fromOutside), Slack);
        }
    });

    [Fact]
    public void A_circle_is_never_worse_than_going_round_once() => Gen.Select(Graphs.Any, Graphs.Factors, Graphs.Exposed).Sample((graph, factors, exposed) =>
    {
        var worst = Of(graph, factors, exposed);
        var bound = factors.Take(graph.Count).Aggregate(1.0, (product, factor) => product * factor);
        for (var service = 0; service < graph.Count; service++) Assert.InRange(worst.ProductAt(service), 1, bound + Slack);
    });

    [Fact]
    public void A_long_chain_takes_no_stack() => Assert.True(OfChain(100_000, 3) > 1e300);

    private static double OfChain(int services, double factor)
    {
        var graph = Graphs.Chain(services);
        return WorstPaths.Of(graph, CallOrder.Of(graph, [0]), [.. Enumerable.Repeat(factor, services)], service => service == 0).ProductAt(services - 1);
    }

    private static WorstPaths Of(CallGraph graph, double[] factors, bool[] exposed) => WorstPaths.Of(
        graph, CallOrder.Of(graph, Enumerable.Range(0, graph.Count).Where(service => exposed[service])), factors, service => exposed[service]);

    private static bool Begins(CallGraph graph, int service, bool[] exposed) => exposed[service] || graph.CallersOf(service).Count == 0;

    private static double Product(IReadOnlyList<int> way, double[] factors, bool fromOutside) =>
        way.Skip(fromOutside ? 0 : 1).Aggregate(1.0, (product, service) => product * factors[service]);
}
