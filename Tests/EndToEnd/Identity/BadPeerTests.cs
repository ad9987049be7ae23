using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Every peer that may not be let in, as OpenSSL's own program plays it, at every port that there is.</summary>
public sealed class BadPeerTests(GuardedMesh mesh) : IClassFixture<GuardedMesh>
{
    public static TheoryData<string> Peers => [.. BadPeer.All.Select(peer => peer.Name)];

    [Theory]
    [MemberData(nameof(Peers))]
    public async Task It_is_turned_away_at_every_port_and_the_log_says_why(string name)
    {
        var peer = BadPeer.Of(name);
        var (before, files) = (await mesh.App.Requests(), mesh.Files(peer));

        var problems = await Task.WhenAll(mesh.Doors.Select(door => door.TurnsAway(peer, files)));

        Assert.True(problems.All(problem => problem.Length == 0), string.Join('\n', problems));
        Assert.Equal(before, await mesh.App.Requests());
    }

    [Theory]
    [InlineData("strict")]
    [InlineData("permissive")]
    [InlineData("file")]
    public async Task Who_belongs_here_is_let_in(string door)
    {
        var answer = await mesh.Of(door).Connect(mesh.Frontend);
        Assert.True(answer.Status == 200, answer.Output);
    }
}
