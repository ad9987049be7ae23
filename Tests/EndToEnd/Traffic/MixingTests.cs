using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>Many clients share few connections to upstreams that misbehave: no byte of one ever reaches another.</summary>
public sealed class MixingTests(ITestOutputHelper output)
{
    private const int Requests = 6000;
    private const int BodyTimesMax = 300;
    private static readonly string[] Honest = ["right", "503 UC", "503 UF", "502 UPE", "cut"];

    [Fact]
    public async Task Bytes_of_two_clients_never_mix()
    {
        var seed = Environment.GetEnvironmentVariable("ACTORMESH_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : new Random().Next();
        output.WriteLine($"seed {seed}: ACTORMESH_SEED={seed} repeats the moods of the backends");
        await using var one = new CapriciousBackend(seed);
        await using var two = new CapriciousBackend(seed + 1);
        var port = FreePorts.Take();
        await using var sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", port, [Bootstrap.Prefix("/", "moody")])
            .Cluster("moody", [one.Port, two.Port]));

        var load = new LoadGenerator(port, clients: 64, CapriciousBackend.IsText, Requests, Request);
        var report = await load.Finish(TimeSpan.FromSeconds(60));
        output.WriteLine($"{one.Accepted + two.Accepted} upstream connections: {report}");
        Assert.Equal(Requests, report.Total);
        Assert.True(Honest.Sum(kind => report[kind]) == report.Total, $"seed {seed}: {report}");
        Assert.Equal((0, 0), (one.Mixed, two.Mixed));
        Assert.True(report.Right > Requests / 2, $"seed {seed}: {report}");
        Assert.True(one.Accepted + two.Accepted < Requests * 2 / 3, "connections were reused");
    }

    // Every other request has a body made of its target.
    private static string Request(string target)
    {
        var round = int.Parse(target[(target.LastIndexOf('/') + 1)..], CultureInfo.InvariantCulture);
        if (round % 2 == 0) return $"GET {target} HTTP/1.1\r\nHost: mesh.test\r\n\r\n";
        var body = CapriciousBackend.Text(target, round * 37 % BodyTimesMax);
        return $"POST {target} HTTP/1.1\r\nHost: mesh.test\r\nContent-Length: {body.Length}\r\n\r\n{body}";
    }
}
