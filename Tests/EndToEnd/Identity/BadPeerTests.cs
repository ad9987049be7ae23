using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Every peer that may not be let in, as OpenSSL's own program plays it, at every port that there is.</summary>
[Collection(nameof(GuardedCollection))]
public sealed class BadPeerTests(GuardedMesh mesh)
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

    [Theory]
    [InlineData("strict")]
    [InlineData("permissive")]
    public async Task Another_workload_of_the_mesh_is_told_that_it_may_not(string door)
    {
        var before = await mesh.App.Requests();

        var answer = await mesh.Of(door).Connect(mesh.Files(BadPeer.Of(BadPeer.Intruder)));

        Assert.True(answer.Status == 403, answer.Output);
        Assert.Equal(before, await mesh.App.Requests());
        Assert.Contains("rbac_access_denied", await mesh.Requests(door), StringComparison.Ordinal);
    }
}
