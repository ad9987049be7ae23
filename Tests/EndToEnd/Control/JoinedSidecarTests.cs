using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>A sidecar that is a member of the cluster.</summary>
public sealed class JoinedSidecarTests
{
    private static async Task<FollowingSidecar> WithIdentity(LoneControlNode control, TemporaryFolder state) => FollowingSidecar.StartFor(
        "web", "--join", $"127.0.0.1:{control.Cluster}", state.File("kept"),
        "--issuers", $"127.0.0.1:{control.Xds}", "--token-file", await control.Token("web"), "--member-token-file", await control.Token(service: null));

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task It_follows_changes_outlives_the_control_plane_and_starts_without_one()
    {
        using var state = new TemporaryFolder("joined");
        var replicas = await Replica.StartAll("one", "two");
        await using var one = replicas[0];
        await using var two = replicas[1];
        var port = FreePorts.Take();
        await using var control = new LoneControlNode();
        await control.Start();
        await control.Apply(Mesh(port, one));
        await using var sidecar = FollowingSidecar.StartFor("web", "--join", $"127.0.0.1:{control.Cluster}", state.Path);
        await sidecar.IsReady();
        await using var load = new SteadyLoad(port, 50);
        await load.Answered(20);

        await control.Apply(Mesh(port, two));
        await Eventually.Holds("the change is in force", async () => await two.Requests() > 20, Patience).Explained(() => sidecar.Output);
        await control.Kill();
        await load.Answered(100);
        Assert.Equal(0, (await load.Stop()).Failed);

        await sidecar.Crash();
        await sidecar.StartAgain();
        await sidecar.IsReady();
        var before = await two.Requests();
        await using var again = new SteadyLoad(port, 50);
        await again.Answered(50);
        var answers = await again.Stop();
        Assert.Equal(0, answers.Failed);
        Assert.Equal(before + answers.Count, await two.Requests());
        Assert.Contains("kept on disk", sidecar.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_listens_everywhere_is_joined_by_who_proves_to_be_a_member()
    {
        using var state = new TemporaryFolder("advertised");
        await using var app = await Replica.Start("app");
        var port = FreePorts.Take();
        await using var control = new LoneControlNode { ClusterHost = "0.0.0.0", IsSecured = true, Options = ["--advertise", "127.0.0.1"] };
        await control.Start();
        await control.Apply(Mesh(port, app));
        await using var sidecar = await WithIdentity(control, state);

        await sidecar.IsReady();

        await using var load = new SteadyLoad(port, 50);
        await load.Answered(10);
        Assert.Equal(0, (await load.Stop()).Failed);
    }

    [Fact]
    public async Task Members_that_are_denied_are_taken_out_serve_on_and_join_again_once_they_are_allowed()
    {
        const string Members = "spiffe://shop.local/actormesh/member";
        using var state = new TemporaryFolder("denied");
        var replicas = await Replica.StartAll("one", "two");
        await using var one = replicas[0];
        await using var two = replicas[1];
        var port = FreePorts.Take();
        await using var control = new LoneControlNode { IsSecured = true };
        await control.Start();
        await control.Apply(Mesh(port, one));
        await using var sidecar = await WithIdentity(control, state);
        await sidecar.IsReady();
        await using var load = new SteadyLoad(port, 50);
        await load.Answered(10);

        await control.Deny(Members);
        await Eventually.Holds("it is taken out", () => control.Output.Contains("is taken out of the cluster", StringComparison.Ordinal) && sidecar.Output.Contains("the cluster gave this member up", StringComparison.Ordinal), Patience)
            .Explained(() => control.Output + sidecar.Output);
        await Eventually.Holds("it is let in no more", () => control.Output.Contains($"{Members} is denied in this mesh", StringComparison.Ordinal), Patience).Explained(() => control.Output);
        await control.Apply(Mesh(port, two));
        await load.Answered(50);
        Assert.Equal(0, await two.Requests());

        await control.Allow(Members);
        await Eventually.Holds("it follows again", async () => await two.Requests() > 20, TimeSpan.FromSeconds(90)).Explained(() => control.Output + sidecar.Output);
        Assert.Equal(0, (await load.Stop()).Failed);
    }

    private static string Mesh(int port, Replica behind) =>
        $$"""mesh { name = shop, defaults { mtls.mode = permissive, authz.default = allow } }, services { web { port = {{port}}, app-port = {{behind.Port}}, endpoints = ["127.0.0.1:{{port}}"] } }""";
}
