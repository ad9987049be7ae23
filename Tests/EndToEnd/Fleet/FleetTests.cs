using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
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
        await SeenInside(fleet);

        await fleet.KillProcess("control-1");
        await Eventually.Holds("a control node whose process died is started again", async () => await fleet.Restarts("control-1") > 0, StartLimit);
        await Healthy(fleet, ["control-1"]);
        Say("a control node came back by itself");

        await fleet.Kill([.. ContainerFleet.ControlNodes]);
        await load.Answered(60);
        Say("no control plane");
        await fleet.Start([.. ContainerFleet.ControlNodes]);
        await Healthy(fleet, ContainerFleet.ControlNodes);
        Say("the control plane is back");

        var answers = await load.Stop();
        output.WriteLine(answers.ToString());
        Assert.Equal(0, answers.Failed);
    }

    // Each request goes through every sidecar; those of inventory take turns.
    private static async Task SeenInside(ContainerFleet fleet)
    {
        foreach (var sidecar in (string[])["orders-sidecar", "payments-sidecar", "inv-1-sidecar", "inv-2-sidecar"])
            await Eventually.Holds($"{sidecar} has counted requests", async () => StatsReading.Sum(await fleet.Stats(sidecar), "app", "upstream", "rq", "2xx") >= 5);
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
