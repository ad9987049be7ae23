using ActorMesh.Hocon.Findings.Calls;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings.Calls;

public sealed class CallOrderTests
{
    [Fact]
    public void Everybody_stands_there_once() => Graphs.Any.Sample(graph =>
        Assert.Equal(Enumerable.Range(0, graph.Count), CallOrder.Of(graph, []).Services.Order()));

    [Fact]
    public void Without_circles_every_call_leads_on() => Graphs.WithoutCircles.Sample(graph =>
    {
        var order = CallOrder.Of(graph, [graph.Count - 1]);
        for (var caller = 0; caller < graph.Count; caller++)
            Assert.All(graph.CalleesOf(caller), callee => Assert.True(order.LeadsOn(caller, callee)));
    });

    [Fact]
    public void A_circle_is_opened_where_it_comes_back_to_where_it_was_entered()
    {
        var graph = new CallGraph(3, [(0, 1), (1, 2), (2, 0)]);
        var order = CallOrder.Of(graph, [1]);
        Assert.Equal([1, 2, 0], order.Services);
        Assert.False(order.LeadsOn(0, 1));
    }
}
