using System.Globalization;
using System.Text.Json;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>A dependency goes down under a steady load and comes back: what its breaker makes of it.</summary>
public sealed class BreakerTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int PerSecond = 200, Probes = 3;

    // The window, and time to look.
    private static readonly TimeSpan OpensWithin = TimeSpan.FromSeconds(3), RefusesWithin = TimeSpan.FromMilliseconds(100);

    private readonly int _port = FreePorts.Take();
    private Replica _dependency = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _dependency = await Replica.Start("dependency");
        var trip = "mode: enforce, failure-ratio: 0.5, min-requests: 20, window: 1s, open-for: 2s, max-open-for: 2s, jitter: 0, "
            + $"probes: {Probes}, probe-successes: {Probes}, probe-timeout: 10s";
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", _port, [Bootstrap.Prefix("/", "dependency")])
            .Cluster("dependency", [_dependency.Port], $"metadata: {{ filter_metadata: {{ actormesh.breaker: {{ {trip} }} }} }}"));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _dependency.DisposeAsync();
    }

    [Fact]
    public async Task It_opens_refuses_at_once_probes_and_closes()
    {
        await using var load = new SteadyLoad(_port, PerSecond);
        await load.Answered(PerSecond);
        var began = load.Now;
        await _dependency.Behave("errors=100%25&error-status=500");
        await Is("open");
        var opened = load.Now;
        Assert.True(opened - began < OpensWithin, $"open after {opened - began}");
        await IsRefusedAtOnce();

        await ProbesAndCloses(load);
        var closed = load.Now;

        await _dependency.Behave("latency=0s");
        await load.Answered(PerSecond * 2);
        var all = await load.Stop();
        var (open, after) = (all.Due(opened, closed), all.Due(closed + TimeSpan.FromSeconds(1)));
        var refused = open.Due(opened, opened + TimeSpan.FromMilliseconds(500));
        Assert.True(open.With(503, "UO") >= open.Count - Probes - PerSecond / 10, $"while open: {open}");
        Assert.True(refused.Percentile(0.5) < RefusesWithin, $"while open: {refused}");
        Assert.True(after.Count > 0 && after.Failed == 0, $"after it closed: {after}");
        Figures.Publish(
            output,
            "a dependency that is down",
            ("open after ms", Figures.Milliseconds(opened - began)),
            ("failed before", all.Due(began, opened).Failed),
            ("refused while open", open.With(503, "UO")),
            ("p99 ms of refusals", Figures.Milliseconds(refused.Percentile(0.99))),
            ("probes", Probes),
            ("failed after it closed", after.Failed));
    }

    /// <summary>Probes take so long that all of them are seen to be under way, and no other request beside them.</summary>
    private async Task ProbesAndCloses(SteadyLoad load)
    {
        await _dependency.Behave("errors=0%25&latency=4s");
        var before = await _dependency.Requests();
        await Is("half-open");
        await Eventually.Holds("the probes are under way", async () => await _dependency.Requests() >= before + Probes);
        await load.Answered(PerSecond / 4);
        Assert.Equal((before + Probes, "half-open"), (await _dependency.Requests(), await State()));
        await Is("closed");
    }

    private Task Is(string state) => Eventually.Holds($"the breaker is {state}", async () => await State() == state);

    private async Task IsRefusedAtOnce()
    {
        var before = await StandsStill();
        await using var client = await WireConnection.Connect(_port);
        var answer = await client.Ask("GET /refused HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        Assert.Equal((503, "UO", "open"), (answer.Status, LocalReply.FlagOf(answer), answer.Field("x-actormesh-breaker")));
        Assert.InRange(int.Parse(answer.Field("retry-after") ?? "", CultureInfo.InvariantCulture), 1, 2);
        Assert.Equal(before, await _dependency.Requests());
    }

    /// <summary>Requests that the dependency got, once those on their way have come.</summary>
    private async Task<long> StandsStill()
    {
        var last = -1L;
        await Eventually.Holds("no more requests come", async () =>
        {
            var before = last;
            last = await _dependency.Requests();
            return last == before;
        });
        return last;
    }

    private async Task<string> State()
    {
        using var clusters = JsonDocument.Parse((await _sidecar.Admin("/clusters?name=dependency")).Body);
        return clusters.RootElement[0].GetProperty("breaker").GetProperty("trip").GetProperty("state").GetString()!;
    }
}
