using System.Net.Http;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Rig.Networks;

public sealed class MachineNetworkTests
{
    [NetworkFact]
    public async Task Machines_reach_each_other_unless_they_are_cut_off()
    {
        using var network = new MachineNetwork("left", "right");
        var (left, right) = (network["left"], network["right"]);
        await using var server = right.Start("python3", ["-m", "http.server", "8000", "--bind", right.Address.ToString()]);
        await Eventually.Holds("it is reached", () => Reaches(left, right));

        network.CutOff("right");
        Assert.False(await Reaches(left, right));
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        Assert.True((await client.GetAsync(new Uri($"http://{right.At(8000)}/"))).IsSuccessStatusCode);

        network.Heal();
        await Eventually.Holds("it is reached again", () => Reaches(left, right));
    }

    private static async Task<bool> Reaches(Machine from, Machine to)
    {
        await using var curl = from.Start("curl", ["-s", "-o", "/dev/null", "--max-time", "1", $"http://{to.At(8000)}/"]);
        return await curl.Exit(TimeSpan.FromSeconds(5)) == 0;
    }
}
