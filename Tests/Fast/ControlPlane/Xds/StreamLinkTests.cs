using ActorMesh.ControlPlane.Xds;
using Akka.Actor;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

public sealed class StreamLinkTests
{
    [Fact]
    public async Task A_call_that_ends_before_it_is_accepted_waits_for_nobody_and_is_not_accepted_later()
    {
        var link = new StreamLink(caller: null);
        using var ended = new CancellationTokenSource();
        var waiting = link.Accepted(ended.Token);
        await ended.CancelAsync();
        Assert.Null(await waiting);
        Assert.False(link.Accept(ActorRefs.Nobody));
    }

    [Fact]
    public async Task A_call_that_was_accepted_is_carried()
    {
        var link = new StreamLink(caller: null);
        Assert.True(link.Accept(ActorRefs.Nobody));
        using var ended = new CancellationTokenSource();
        await ended.CancelAsync();
        Assert.Same(ActorRefs.Nobody, await link.Accepted(ended.Token));
    }
}
