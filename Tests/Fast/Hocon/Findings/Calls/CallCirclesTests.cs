using ActorMesh.Hocon.Findings.Calls;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings.Calls;

public sealed class CallCirclesTests
{
    [Fact]
    public void There_is_none_where_there_is_none() => Graphs.WithoutCircles.Sample(graph => Assert.Empty(CallCircles.In(graph)));

    [Fact]
    public void Each_one_is_a_circle_of_calls() => Graphs.Any.Sample(graph => Assert.All(CallCircles.In(graph), circle =>
    {
        Assert.Equal(circle.Distinct(), circle);
        Assert.Equal(circle.Min(), circle[0]);
        for (var i = 0; i < circle.Count; i++) Assert.Contains(circle[(i + 1) % circle.Count], graph.CalleesOf(circle[i]));
    }));

    [Fact]
    public void Whoever_can_come_back_to_itself_is_in_a_group_that_is_told() => Graphs.Any.Sample(graph =>
    {
        var back = Enumerable.Range(0, graph.Count).Where(service => Reaches(graph, service, service)).ToList();
        var told = CallCircles.In(graph).Select(circle => circle[0]).ToList();
        Assert.All(back, service => Assert.Contains(told, first => first == service || (Reaches(graph, service, first) && Reaches(graph, first, service))));
        Assert.All(told, first => Assert.Contains(first, back));
    });

    [Fact]
    public void A_circle_of_a_hundred_thousand_takes_no_stack()
    {
        const int services = 100_000;
        var graph = new CallGraph(services, Enumerable.Range(0, services).Select(service => (service, (service + 1) % services)));
        Assert.Equal(services, Assert.Single(CallCircles.In(graph)).Count);
    }

    private static bool Reaches(CallGraph graph, int from, int to)
    {
        var seen = new HashSet<int>();
        var waiting = new Stack<int>([from]);
        while (waiting.TryPop(out var service))
        {
            foreach (var callee in graph.CalleesOf(service))
            {
                if (callee == to) return true;
                if (seen.Add(callee)) waiting.Push(callee);
            }
        }
        return false;
    }
}
