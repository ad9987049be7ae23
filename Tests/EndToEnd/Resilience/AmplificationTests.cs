using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>
/// The last of five services in a row fails: how many calls it gets for each request that comes in, with three tries at each hop. Source of
/// the bounds: 3^5, 1.2^5 and 1.2, and what the least number of retries per second adds.
/// </summary>
public sealed class AmplificationTests(ITestOutputHelper output)
{
    // A file without any budget here is refused, with good reason. This one never refuses a retry. A budget begins anew when its window has
    // another length: none pays for what came before it.
    private const string Naive = "budget { ratio = 100%, min-per-second = 100000, window = 10s }, origin-mark = off";
    private const string Budget = "budget { ratio = 20%, min-per-second = 1, window = 5s }, origin-mark = off";
    private const string Mark = "budget { ratio = 20%, min-per-second = 1, window = 4s }, origin-mark = on";

    private const int PerSecond = 250, Requests = 1200, Single = 2;

    [Fact]
    public async Task A_budget_and_the_mark_of_origin_keep_an_outage_from_growing()
    {
        await using var chain = await Chain.Start(Naive);
        await chain.BreakTheLast();
        Assert.Equal(243 * Single, await OneByOne(chain));

        await chain.Change(Budget);
        var budget = await UnderLoad(chain, "budget of 20 %");
        Assert.True(budget <= 2.6, $"{budget} with a budget");

        await chain.Change(Mark);
        var mark = await UnderLoad(chain, "budget of 20 % and mark of origin");
        Assert.True(mark <= 1.25, $"{mark} with the mark, too");
    }

    private async Task<long> OneByOne(Chain chain)
    {
        var before = await chain.Calls();
        await using var client = await WireConnection.Connect(chain.Ingress, limit: TimeSpan.FromSeconds(20));
        for (var i = 0; i < Single; i++) Assert.True((await client.Ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).Status >= 500);
        var calls = await chain.Calls() - before;
        Publish("three tries, no bound", Single, calls);
        return calls;
    }

    private async Task<double> UnderLoad(Chain chain, string name)
    {
        var before = await chain.Calls();
        await using var load = new SteadyLoad(chain.Ingress, PerSecond);
        await load.Answered(Requests);
        var all = await load.Stop();
        var calls = await chain.Calls() - before;
        Assert.Equal(all.Count, all.Failed);
        Publish(name, all.Count, calls);
        return (double)calls / all.Count;
    }

    private void Publish(string policy, int requests, long calls) => Figures.Publish(
        output,
        "five services in a row, the last fails",
        ("policy", policy),
        ("requests", requests),
        ("calls of the last", calls),
        ("calls per request", ((double)calls / requests).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)));
}
