using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>Limits under more load than they let through.</summary>
public sealed class LimitExactnessTests(ITestOutputHelper output)
{
    private const string Request = "GET / HTTP/1.1\r\nHost: mesh.test\r\n\r\n";
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_token_bucket_lets_pass_what_it_holds_and_what_it_gains_and_no_more()
    {
        const int Burst = 200, PerTenth = 50, PerSecond = PerTenth * 10;
        await using var nginx = await NginxBackend.Start("a");
        var port = FreePorts.Take();
        await using var sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", port, [Bootstrap.Prefix("/", "backend")], filters: [Bootstrap.RateLimit(Burst, PerTenth)])
            .Cluster("backend", [nginx.Port]));

        var began = TimeProvider.System.GetTimestamp();
        var (answered, refused, text) = await Wrk.Run(new Uri($"http://127.0.0.1:{port}/"), Duration);
        var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var admitted = answered - refused;
        Assert.True(admitted <= Burst + (PerSecond * took) + 1, $"{admitted} passed in {took} s\n{text}");
        Assert.True(admitted >= Burst + (PerSecond * Duration.TotalSeconds * 0.9), $"{admitted} passed in {took} s\n{text}");
        Assert.True(refused > admitted, text);
        var bound = (long)(Burst + (PerSecond * took));
        Figures.Publish(output, "limits", ("limit", $"{Burst} at once, {PerSecond}/s"), ("asked", answered), ("passed", admitted), ("bound", bound));
        await TellsWhatIsLeft(port, Burst);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(1)]
    public async Task No_more_requests_are_under_way_than_may_be(int most)
    {
        var (underWay, peak) = (0, 0);
        await using var backend = new LoopbackServer(async (connection, _) =>
        {
            while (await connection.ReadHead() is not null)
            {
                var now = Interlocked.Increment(ref underWay);
                for (var seen = peak; now > seen; seen = peak) Interlocked.CompareExchange(ref peak, now, seen);
                await Task.Delay(5);
                Interlocked.Decrement(ref underWay);
                await connection.Send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });
        var port = FreePorts.Take();
        await using var sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", port, [Bootstrap.Prefix("/", "backend")])
            .Cluster("backend", [backend.Port], $"circuit_breakers: {{ thresholds: [ {{ max_requests: {most} }} ] }}"));

        const int Clients = 64;
        var (answered, refused, text) = await Wrk.Run(new Uri($"http://127.0.0.1:{port}/"), Duration, Clients);
        Assert.Equal(most, Volatile.Read(ref peak));
        Assert.True(answered > refused && refused > 0, text);
        // Each client may leave an answer behind when its time is over.
        Assert.InRange(await Statistic(sidecar, "cluster.backend.upstream_rq_pending_overflow"), refused, refused + Clients);
        await Eventually.Holds("every place is free", async () => await Statistic(sidecar, "cluster.backend.upstream_rq_active") == 0);
        Figures.Publish(
            output, "limits", ("limit", $"{most} at a time"), ("asked", answered), ("passed", answered - refused), ("bound", $"{peak} at a time"));
    }

    // The bucket is empty after the load, so that an answer that is refused is not long in coming.
    private static async Task TellsWhatIsLeft(int port, int burst)
    {
        await using var client = await WireConnection.Connect(port);
        WireResponse answer;
        do answer = await client.Ask(Request);
        while (answer.Status == 200);
        Assert.Equal((429, "RL"), (answer.Status, LocalReply.FlagOf(answer)));
        Assert.Equal("0", answer.Field("x-ratelimit-remaining"));
        Assert.StartsWith(burst.ToString(CultureInfo.InvariantCulture), answer.Field("x-ratelimit-limit"), StringComparison.Ordinal);
        Assert.NotNull(answer.Field("x-ratelimit-reset"));
        Assert.NotNull(answer.Field("retry-after"));
    }

    private static async Task<double> Statistic(SidecarProcess sidecar, string name) => (await sidecar.Stats()).GetProperty(name).GetDouble();
}
