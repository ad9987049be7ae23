using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Fleet;

/// <summary>docker-compose.yml as it stands, on a real engine.</summary>
[Trait("Tier", "Fleet")]
public sealed class FleetTests(ITestOutputHelper output)
{
    private const double RequestsPerSecond = 20;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private readonly long _began = TimeProvider.System.GetTimestamp();

    [ContainersFact]
    public async Task Traffic_flows_whatever_becomes_of_the_control_plane()
    {
        await using var engine = await ContainerEngine.Start();
        await engine.BuildImages();
        Say("images");
        await using var fleet = new ContainerFleet(engine);
        try
        {
            await fleet.Up();
            await Serves(fleet);
            Say("serves");
            await TellStory(fleet);
            Say($"{await engine.Disk()} MB on the disk");
            await fleet.Down();
            Say("down");
        }
        catch (Exception)
        {
            output.WriteLine(await fleet.Logs());
            throw;
        }
    }

    private async Task TellStory(ContainerFleet fleet)
    {
        await Healthy(fleet, ContainerFleet.ControlNodes);
        await using var load = new SteadyLoad(fleet.Ingress, RequestsPerSecond);
        await load.Answered(40);
        await PassedOn(fleet, "orders-sidecar", "payments-sidecar", "inv-1-sidecar", "inv-2-sidecar");

        await fleet.KillProcess("control-1");
        await Eventually.Holds("a control node whose process died is started again", async () => await fleet.Restarts("control-1") > 0, StartLimit);
        await Healthy(fleet, ["control-1"]);
        Say("a control node came back by itself");

        await fleet.Kill([.. ContainerFleet.ControlNodes]);
        await load.Answered(60);
        await fleet.Restart("inv-1-sidecar");
        await PassedOn(fleet, "inv-1-sidecar");
        Say("a sidecar restarted without a control plane");

        await fleet.Start([.. ContainerFleet.ControlNodes]);
        await Healthy(fleet, ContainerFleet.ControlNodes);
        Say("the control plane is back");
        await Apply(fleet);
        Say("a change is applied");

        var answers = await load.Stop();
        output.WriteLine(answers.ToString());
        Assert.Equal(0, answers.Failed);
    }

    // Each request goes through every sidecar; those of inventory take turns.
    private static async Task PassedOn(ContainerFleet fleet, params string[] sidecars)
    {
        foreach (var sidecar in sidecars)
            await Eventually.Holds($"{sidecar} has passed requests on", async () => await fleet.Passed(sidecar) >= 5, TimeSpan.FromSeconds(60));
    }

    private static async Task Apply(ContainerFleet fleet)
    {
        using var folder = new TemporaryFolder("apply");
        var shop = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Cli", "Beginning", "shop.conf"));
        var changed = folder.Write("shop.conf", shop + "\nmesh.defaults.timeout.request = 9s\n");
        var applied = await Command.Run("env", [$"ACTORMESH_TOKEN_FILE={await fleet.ApiToken("control-2")}", Repository.Program, "apply", changed, "--control", $"https://127.0.0.1:{fleet.ApiPort("control-2")}"], TimeSpan.FromSeconds(60));
        Assert.True(applied.ExitCode == 0, applied.ToString());
    }

    private static Task Serves(ContainerFleet fleet) => Eventually.Holds(
        "a request from outside reaches every service",
        async () =>
        {
            try
            {
                var answer = await Curl.Run($"http://127.0.0.1:{fleet.Ingress}/hello");
                return answer.Output.Contains(" 200 ", StringComparison.Ordinal)
                    && ((string[])["frontend", "orders", "inv-", "payments"]).All(name => answer.Output.Contains(name, StringComparison.Ordinal));
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        },
        StartLimit);

    private static async Task Healthy(ContainerFleet fleet, IEnumerable<string> services)
    {
        foreach (var service in services) await Eventually.Holds($"{service} is healthy", () => fleet.IsHealthy(service), StartLimit);
    }

    private void Say(string what) => output.WriteLine($"{TimeProvider.System.GetElapsedTime(_began).TotalSeconds:0.0} s: {what}");
}
