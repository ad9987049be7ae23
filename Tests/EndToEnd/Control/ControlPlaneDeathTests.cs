using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Networks;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>Whatever becomes of the control plane, no request fails.</summary>
[Collection(ControlFleetTests.Name)]
public sealed class ControlPlaneDeathTests(ControlFleet fleet, ITestOutputHelper output)
{
    /// <summary>A crash is noticed, decided on and made up for within this time (docs: 12 s), and a slow machine gets some more.</summary>
    private static readonly TimeSpan CrashLimit = TimeSpan.FromSeconds(20);

    [NetworkFact]
    public async Task The_leader_is_killed()
    {
        await fleet.Whole();
        var leader = await fleet.Leader();
        await using var load = fleet.Load();
        await load.Answered(50);

        await leader.Kill();
        var took = await fleet.AcceptsAgain(Other(leader));
        leader.Start();
        await fleet.Whole();
        await fleet.Synced();

        Say($"leader killed: the next one accepted a mesh after {Seconds(took)}");
        Assert.True(took < CrashLimit, $"{took}");
        await NoneFailed(load);
    }

    [NetworkFact]
    public async Task All_control_nodes_are_killed_a_sidecar_restarts_and_they_come_back()
    {
        await fleet.Whole();
        await fleet.Synced();
        await using var load = fleet.Load();
        await load.Answered(50);

        foreach (var node in fleet.Nodes) await node.Kill();
        await load.Answered(200);
        var replica = fleet.Machine("orders-2");
        Assert.Equal(0, await replica.StopSidecar());
        replica.StartSidecar();
        await Eventually.Holds("it serves from disk", () => replica.SidecarOutput.Contains("ready", StringComparison.Ordinal), TimeSpan.FromSeconds(20)).Explained(fleet.Outputs);
        await load.Answered(200);

        foreach (var node in fleet.Nodes) node.Start();
        await fleet.Whole();
        await fleet.AcceptsAgain(fleet.Nodes[0]);
        await fleet.Synced();
        await NoneFailed(load);
    }

    [NetworkFact]
    public async Task The_control_plane_is_restarted_node_by_node()
    {
        await fleet.Whole();
        await using var load = fleet.Load();
        await load.Answered(50);

        foreach (var node in fleet.Nodes)
        {
            var wasLeader = await fleet.Leader() == node;
            var stopping = node.Stop(TimeSpan.FromSeconds(40));
            var took = await fleet.AcceptsAgain(Other(node));
            Assert.Equal(0, await stopping);
            if (wasLeader) Say($"leader left in order: the next one accepted a mesh after {Seconds(took)}");
            node.Start();
            await fleet.Whole();
        }

        await fleet.Synced();
        await NoneFailed(load);
    }

    [NetworkFact]
    public async Task The_leader_is_cut_off_with_a_workload()
    {
        await fleet.Whole();
        await fleet.Synced();
        var leader = await fleet.Leader();
        await using var load = fleet.Load();
        await using var payments = fleet.LoadOfPayments();
        await load.Answered(50);

        fleet.Network.CutOff(leader.Machine.Name, "payments");
        try
        {
            var took = await fleet.AcceptsAgain(Other(leader));
            Say($"leader cut off: the majority accepted a mesh after {Seconds(took)}");
            Assert.True(took < CrashLimit, $"{took}");
            var code = await leader.Exit(TimeSpan.FromSeconds(30));
            Assert.NotEqual(0, code);
            await payments.Answered(50);
        }
        finally
        {
            fleet.Network.Heal();
        }

        leader.Start();
        await fleet.Whole();
        await fleet.Synced();
        await NoneFailed(load);
        await NoneFailed(payments);
    }

    [NetworkFact]
    public async Task The_leader_is_paused_for_15_seconds()
    {
        await fleet.Whole();
        await fleet.Synced();
        var leader = await fleet.Leader();
        await using var load = fleet.Load();
        await load.Answered(50);

        leader.Send(Signal.Stop);
        var began = load.Now;
        var took = await fleet.AcceptsAgain(Other(leader));
        var successor = Other(leader);
        var version = await fleet.Apply(successor);
        await Eventually.Holds("15 s are over", () => load.Now - began > TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(20));
        leader.Send(Signal.Continue);
        var late = await Late(leader, version);
        var code = await leader.Exit(TimeSpan.FromSeconds(30));

        Say($"leader paused: the next one accepted a mesh after {Seconds(took)}; the old one answered {late} and ended with {code}");
        Assert.NotEqual(0, code);
        leader.Start();
        await fleet.Whole();
        Assert.Equal(version, (await fleet.Status(successor)).GetProperty("mesh").GetProperty("stable").GetProperty("version").GetInt64());
        await fleet.Synced();
        await NoneFailed(load);
    }

    [NetworkFact]
    public async Task The_mesh_changes_50_times_a_minute()
    {
        await fleet.Whole();
        await fleet.Synced();
        await using var load = fleet.Load();
        List<TimeSpan> spread = [];
        for (var change = 0; change < 25; change++)
        {
            var due = load.Now + TimeSpan.FromSeconds(1.2);
            var began = TimeProvider.System.GetTimestamp();
            await fleet.Apply();
            await fleet.Synced();
            spread.Add(TimeProvider.System.GetElapsedTime(began));
            await Eventually.Holds("it is time for the next change", () => load.Now >= due, TimeSpan.FromSeconds(20));
        }

        spread.Sort();
        Say($"from apply to the last of four sidecars: p50 {Seconds(spread[spread.Count / 2])}, highest of {spread.Count} {Seconds(spread[^1])}");
        await NoneFailed(load);
    }

    /// <summary>Asks a node that believes it leads for a change, against the version that its successor has made.</summary>
    /// <returns>The status; 0 when it no longer answered.</returns>
    private async Task<int> Late(ControlNode leader, long version)
    {
        try
        {
            return (await fleet.TryApply(leader, seconds: 55, expected: version - 1)).Status;
        }
        catch (Exception e) when (e is System.Net.Http.HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }

    private ControlNode Other(ControlNode node) => fleet.Nodes.First(other => other != node && !other.HasExited);

    private async Task NoneFailed(SteadyLoad load)
    {
        var answers = await load.Stop();
        Say($"{answers.Count} requests: {answers}");
        Assert.True(answers.Count > 100, $"{answers.Count} requests");
        Assert.True(answers.Failed == 0, $"{answers}\n{fleet.Outputs()}");
    }

    private void Say(string line) => output.WriteLine(line);

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");
}
