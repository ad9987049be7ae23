using ActorMesh.Cli.Applying;
using ActorMesh.Tests.Fast.Cli.Inspecting;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Applying;

public sealed class FleetStandingTests
{
    [Fact]
    public void All_that_are_connected_shall_have_it()
    {
        var status = Statuses.Of(Statuses.Proxy("a", "synced", 7), Statuses.Proxy("b", "stale", 6), Statuses.Proxy("c", "lost", 5));
        var standing = FleetStanding.Of(status, 7, isCanary: false);
        Assert.Equal((2, 1, false), (standing.Wanted, standing.Done, standing.IsOver));
        Assert.Equal(["b"], standing.Waiting);
    }

    [Fact]
    public void A_proxy_that_is_in_sync_with_an_older_version_is_waited_for() =>
        Assert.Equal(["a"], FleetStanding.Of(Statuses.Of(Statuses.Proxy("a", "synced", 6, wanted: 6)), 7, isCanary: false).Waiting);

    [Fact]
    public void A_refusal_ends_it_with_its_reason()
    {
        var standing = FleetStanding.Of(Statuses.Of(Statuses.Proxy("a", "nack", 6, wanted: 7, refusal: "AM0204: no such version"), Statuses.Proxy("b", "stale", 6)), 7, isCanary: false);
        Assert.True(standing.IsOver);
        Assert.Equal([("a", "AM0204: no such version")], standing.Refused);
    }

    [Fact]
    public void An_old_refusal_is_not_about_this_version() =>
        Assert.False(FleetStanding.Of(Statuses.Of(Statuses.Proxy("a", "nack", 5, wanted: 6, refusal: "no")), 7, isCanary: false).IsOver);

    [Fact]
    public void An_old_refusal_is_none_before_the_version_was_sent()
    {
        var types = new[] { Statuses.Type("CDS", "nack", 5, 6, "no", 12) };
        Assert.False(FleetStanding.Of(Statuses.Of(Statuses.Proxy("a", "nack", 5, wanted: 7, types: types)), 7, isCanary: false).IsOver);
    }

    [Fact]
    public void Who_gets_nothing_is_not_waited_for()
    {
        var unserved = Statuses.Proxy("x", "stale", 0, wanted: 0) with { Problem = "the mesh has no service x" };
        Assert.True(FleetStanding.Of(Statuses.Of(Statuses.Proxy("a", "synced", 7), unserved), 7, isCanary: false).IsOver);
    }

    [Fact]
    public void Of_a_canary_only_the_chosen_are_waited_for()
    {
        var status = Statuses.Of(Statuses.Proxy("a", "synced", 7), Statuses.Proxy("b", "synced", 6, wanted: 6));
        var standing = FleetStanding.Of(status, 7, isCanary: true);
        Assert.Equal((1, 1, true), (standing.Wanted, standing.Done, standing.IsOver));
    }

    [Fact]
    public void Nobody_chosen_yet_is_no_end() =>
        Assert.False(FleetStanding.Of(Statuses.Of(Statuses.Proxy("b", "synced", 6, wanted: 6)), 7, isCanary: true).IsOver);

    [Fact]
    public void Without_proxies_there_is_nobody_to_wait_for() => Assert.True(FleetStanding.Of(Statuses.Of(), 7, isCanary: false).IsOver);
}
