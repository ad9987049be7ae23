using ActorMesh.Cli.Children;
using ActorMesh.Cli.Up;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Up;

public sealed class ServiceStateTests
{
    private static readonly ChildState Ready = ChildState.First.Seen(ChildPhase.Ready);

    [Fact]
    public void A_service_stands_as_the_worse_of_its_two_processes()
    {
        Assert.Equal("ready", ServiceState.Of(Ready, Ready));
        Assert.Equal("starting", ServiceState.Of(ChildState.First, Ready));
        Assert.Equal("starting", ServiceState.Of(Ready, ChildState.First));
        Assert.Equal("restarting", ServiceState.Of(ChildState.First, Ready.Ended(1)));
        Assert.Equal("draining", ServiceState.Of(Ready, Ready.AskedToEnd()));
        Assert.Equal("exited 137", ServiceState.Of(Ready.AskedToEnd().Ended(137), Ready.AskedToEnd()));
    }

    [Fact]
    public void Restarts_of_both_are_counted() =>
        Assert.Equal("ready (3)", ServiceState.Of(Again(Again(Ready)).Seen(ChildPhase.Ready), Again(Ready).Seen(ChildPhase.Ready)));

    [Fact]
    public void It_is_ready_when_both_are()
    {
        Assert.True(ServiceState.IsReady(Ready, Ready));
        Assert.False(ServiceState.IsReady(Ready, ChildState.First));
        Assert.False(ServiceState.IsReady(ChildState.First, Ready));
    }

    private static ChildState Again(ChildState state) => state.Ended(1).Restarted();
}
