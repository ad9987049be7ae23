using ActorMesh.Runtime.Membership;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Membership;

/// <summary>Only who sees most of the control nodes may think that what it does will stand.</summary>
public sealed class MemberViewTests
{
    [Theory]
    [InlineData("S", true)]
    [InlineData("Suu", true)]
    [InlineData("Sux", true)]
    [InlineData("Sxx", false)]
    [InlineData("Suxx", false)]
    [InlineData("juu", false)]
    [InlineData("uuu", false)]
    [InlineData("Sxxttt", false)]
    public void Most_means_more_than_half(string members, bool isMost) => Assert.Equal(isMost, MemberView.HasMajority([.. members.Select(Of)], MemberRole.Control));

    // S: this node; u: up; x: unreachable; j: this node, joining; t: a sidecar.
    private static MemberView Of(char member, int port) => new(
        new MemberAddress("127.0.0.1", port), [member == 't' ? MemberRole.Sidecar : MemberRole.Control], member == 'j' ? "joining" : "up", member != 'x', member is 'S' or 'j');
}
