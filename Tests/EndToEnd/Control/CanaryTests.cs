using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Networks;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>A change that goes to some proxies first, while requests run.</summary>
[Collection(ControlFleetTests.Name)]
public sealed class CanaryTests(ControlFleet fleet)
{
    private const int TakenPort = 8001;

    [NetworkFact]
    public async Task One_that_goes_well_reaches_everybody_and_fails_nobody()
    {
        var before = await Begun();
        await using var load = fleet.Load();

        await fleet.Canary(fleet.Mesh(51));
        var (note, version) = await fleet.RolledOut();

        Assert.Contains("runs everywhere", note, StringComparison.Ordinal);
        Assert.Equal(before + 1, version);
        await fleet.Synced();
        Assert.Equal(0, (await load.Stop()).Failed);
    }

    [NetworkFact]
    public async Task One_that_a_sidecar_refuses_is_taken_back_with_its_reason_and_fails_nobody()
    {
        var before = await Begun();
        await using var squatter = fleet.Machine("frontend").Squat(TakenPort);
        await Eventually.Holds("the port is taken", () => squatter.Output.Contains("ready", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        await using var load = fleet.Load();

        await fleet.Canary(fleet.Mesh(52).Replace("expose { port = 8000", $"expose {{ port = {TakenPort}", StringComparison.Ordinal));
        var (note, version) = await fleet.RolledOut();

        Assert.Contains("frontend", note, StringComparison.Ordinal);
        Assert.Contains($"{TakenPort}", note, StringComparison.Ordinal);
        Assert.Equal(before, version);
        await fleet.Synced();
        Assert.Equal(0, (await load.Stop()).Failed);
    }

    [NetworkFact]
    public async Task One_whose_requests_fail_is_taken_back()
    {
        var before = await Begun();
        await using var load = fleet.Load();
        await load.Answered(200);

        await fleet.Canary(fleet.Mesh(53).Replace("timeout.request = 53s", "fault { enabled = on, abort-share = 100%, abort-status = 503 }", StringComparison.Ordinal));
        var (note, version) = await fleet.RolledOut();

        Assert.Contains("requests failed", note, StringComparison.Ordinal);
        Assert.Equal(before, version);
        await fleet.Synced();
        Assert.True((await load.Stop()).Failed > 0);
        await Eventually.Holds("breakers have closed again", GoesWell, TimeSpan.FromSeconds(20)).Explained(fleet.Outputs);
    }

    private async Task<bool> GoesWell()
    {
        await using var load = fleet.Load();
        await load.Answered(100);
        return (await load.Stop()).Failed == 0;
    }

    /// <returns>The version that everybody runs before.</returns>
    private async Task<long> Begun()
    {
        await fleet.Whole();
        var version = await fleet.Apply();
        await fleet.Synced();
        return version;
    }
}
