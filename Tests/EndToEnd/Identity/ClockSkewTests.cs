using ActorMesh.Tests.EndToEnd.Control;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Sidecars whose clocks are wrong: by what is allowed for, and by more.</summary>
public sealed class ClockSkewTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [FaketimeTheory]
    [InlineData("-45s")]
    [InlineData("+45s")]
    [InlineData("+10m")]
    public async Task Within_what_is_allowed_for_requests_flow(string clock)
    {
        await using var mesh = await IssuingMesh.Start(calleeClock: clock);
        await using var load = new SteadyLoad(mesh.Outbound, 50);
        await load.Answered(50);
        var answers = await load.Stop();
        Assert.True(answers.Failed == 0, $"{answers}\n{mesh.Output}");
    }

    [FaketimeTheory]
    [InlineData("-10m", "on, and it is 2", "; one of the clocks is wrong by 8 minutes or more")]
    [InlineData("+5h", "the certificate ended at 2", " here")]
    public async Task Beyond_it_what_is_said_names_both_times(string clock, string said, string compared)
    {
        using var state = new TemporaryFolder("skew");
        await using var control = new LoneControlNode { IsSecured = true };
        await control.Start();
        await control.Apply("""mesh { name = shop }, services { web { port = 8080, endpoints = ["127.0.0.1:8080"] } }""");
        await using var sidecar = FollowingSidecar.StartWithClock(clock, "web", $"127.0.0.1:{control.Xds}", state.File("kept"), "--token-file", await control.Token("web"));

        await Eventually.Holds("it says what is wrong", () => sidecar.Output.Contains(said, StringComparison.Ordinal), Patience).Explained(() => sidecar.Output);

        Assert.Contains(compared, sidecar.Output, StringComparison.Ordinal);
    }
}
