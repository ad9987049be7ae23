using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>What a request that goes well pays for being watched by all policies: no object.</summary>
public sealed class PolicyCostTests(ITestOutputHelper output)
{
    // The smallest object has 24 bytes. Timers, actors and the admin API are at work beside the requests, too.
    private const double BytesMoreMax = 20;

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(2), Measured = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_request_that_goes_well_allocates_nothing_more_with_all_policies_on()
    {
        await using var nginx = await NginxBackend.Start("a");
        var none = await BytesPerRequest(nginx.Port, Policies.None, []);
        var all = await BytesPerRequest(nginx.Port, Policies.All, [Bootstrap.RateLimit(1_000_000_000, 100_000_000)]);
        Figures.Publish(
            output,
            "allocated per request",
            ("without policies", none.ToString("0.0", CultureInfo.InvariantCulture)),
            ("with all policies", all.ToString("0.0", CultureInfo.InvariantCulture)));
        Assert.True(all < none + BytesMoreMax, $"{all} bytes for a request with all policies, {none} without");
    }

    private static async Task<double> BytesPerRequest(int backend, Policies policies, string[] filters)
    {
        var port = FreePorts.Take();
        await using var sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", port, [Bootstrap.Prefix("/", "backend", policies.RouteAction)], filters: filters)
            .Cluster("backend", [backend], policies.Cluster));
        var url = new Uri($"http://127.0.0.1:{port}/");
        await Wrk.Run(url, Warm);
        var before = await Allocated(sidecar);
        var (answered, failed, text) = await Wrk.Run(url, Measured);
        Assert.True(failed == 0, text);
        return (await Allocated(sidecar) - before) / answered;
    }

    private static async Task<double> Allocated(SidecarProcess sidecar) => (await sidecar.Stats()).GetProperty("server.memory_allocated_total").GetDouble();
}
