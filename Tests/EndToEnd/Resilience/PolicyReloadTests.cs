using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>Policies come, change and go under load: no request fails, and no connection notices.</summary>
public sealed class PolicyReloadTests
{
    private readonly int _admin = FreePorts.Take();
    private readonly int _port = FreePorts.Take();

    [Fact]
    public async Task Nothing_fails_and_no_connection_is_dropped()
    {
        await using var backend = new RecordingBackend();
        await using var sidecar = await SidecarProcess.Start(Configuration(backend.Port, Policies.None, []));
        var load = new LoadGenerator(_port, clients: 16, (target, body) => body.StartsWith($"GET {target} ", StringComparison.Ordinal));
        await Eventually.Holds("the load runs", () => load.Asked > 200);
        var connections = await Statistic(sidecar, "http.front.downstream_cx_total");
        foreach (var (policies, filters) in Steps())
        {
            var version = await Statistic(sidecar, "server.config_version");
            sidecar.Write(Configuration(backend.Port, policies, filters).ToString());
            await Eventually.Holds($"{policies} are in force", async () => await Statistic(sidecar, "server.config_version") > version);
            var goal = load.Asked + 200;
            await Eventually.Holds("requests flow", () => load.Asked >= goal);
        }

        Assert.Equal(connections, await Statistic(sidecar, "http.front.downstream_cx_total"));
        var report = await load.Stop();
        Assert.True(report.NotRight == 0, $"{report}\n{sidecar.Output}");
    }

    private static IEnumerable<(Policies Policies, string[] Filters)> Steps()
    {
        yield return (Policies.OnlyRetries, []);
        yield return (Policies.All, [Bootstrap.RateLimit(1_000_000, 100_000)]);
        yield return (Policies.All with { BaseEjection = "5s" }, [Bootstrap.RateLimit(2_000_000, 200_000)]);
        yield return (Policies.OnlyBreaker, []);
        yield return (Policies.OnlyOutlier, [Bootstrap.RateLimit(1_000_000, 100_000)]);
        yield return (Policies.None, []);
    }

    private static async Task<double> Statistic(SidecarProcess sidecar, string name) => (await sidecar.Stats()).GetProperty(name).GetDouble();

    private Bootstrap Configuration(int backend, Policies policies, string[] filters) => new Bootstrap { AdminPort = _admin }
        .Http("front", _port, [Bootstrap.Prefix("/", "backend", policies.RouteAction)], filters: filters)
        .Cluster("backend", [backend], policies.Cluster);
}
