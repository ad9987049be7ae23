using ActorMesh.Cli.Control.Api;
using ActorMesh.Runtime.Membership;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

public sealed class ReadyEndpointTests
{
    [Theory]
    [InlineData("", false, "this node has not joined its cluster yet")]
    [InlineData("joining", false, "this node is joining")]
    [InlineData("up", true, "")]
    [InlineData("up up up", true, "")]
    [InlineData("up up unreachable", true, "")]
    [InlineData("up unreachable unreachable", false, "1 of 3 control nodes can be reached; a majority is needed")]
    [InlineData("up unreachable", false, "1 of 2 control nodes can be reached; a majority is needed")]
    public void A_node_is_ready_while_it_is_up_and_sees_a_majority(string states, bool isReady, string reason)
    {
        var ready = ReadyEndpoint.Judge(Members(states), isNothingApplied: false, trouble: "");
        Assert.Equal((isReady, reason), (ready.IsReady, string.Join(' ', ready.Reasons)));
    }

    [Fact]
    public void A_mesh_that_was_never_applied_is_fine_and_said()
    {
        var ready = ReadyEndpoint.Judge(Members("up"), isNothingApplied: true, trouble: "");
        Assert.True(ready.IsReady);
        Assert.Equal(["nothing was applied yet"], ready.Reasons);
    }

    [Fact]
    public void Why_nothing_can_be_changed_is_said_and_the_node_serves()
    {
        var ready = ReadyEndpoint.Judge(Members("up"), isNothingApplied: false, "the journal is away");
        Assert.True(ready.IsReady);
        Assert.Equal(["nothing can be changed: the journal is away"], ready.Reasons);
    }

    [Fact]
    public void Sidecars_that_are_members_have_no_voice()
    {
        List<MemberView> members = [.. Members("up"), .. Enumerable.Range(8, 2).Select(i => new MemberView(new MemberAddress($"10.0.0.{i}", 1), [MemberRole.Sidecar], "up", IsReachable: false, IsSelf: false))];
        Assert.True(ReadyEndpoint.Judge(members, isNothingApplied: false, trouble: "").IsReady);
    }

    /// <summary>The first is the node itself.</summary>
    private static List<MemberView> Members(string states) =>
        [.. states.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((state, index) => new MemberView(
            new MemberAddress($"10.0.0.{index}", 25520), [MemberRole.Control], state == "unreachable" ? "up" : state, IsReachable: state != "unreachable", IsSelf: index == 0))];
}
