using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>Backends that die and come back at random: an answer is right, or an honest error, and never another's.</summary>
public sealed class BackendKillTests(ITestOutputHelper output)
{
    private const int RequestsMin = 10_000;
    private const int KillsMin = 8;

    // One of three is down for part of the time; more than this share of errors means that the sidecar lost more than the dead one's part.
    private const double ErrorShareMax = 0.34;
    private static readonly string[] Honest = ["right", "503 UF", "503 UC", "cut"];

    [Fact]
    public async Task Ten_thousand_requests_and_not_one_wrong_answer()
    {
        var seed = Environment.GetEnvironmentVariable("ACTORMESH_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : new Random().Next();
        output.WriteLine($"seed {seed}: ACTORMESH_SEED={seed} repeats the order of kills");
        NginxBackend[] backends = [await NginxBackend.Start("a"), await NginxBackend.Start("b"), await NginxBackend.Start("c")];
        var port = FreePorts.Take();
        await using var sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", port, [Bootstrap.Prefix("/", "trio")])
            .Cluster("trio", backends.Select(backend => backend.Port)));

        var load = new LoadGenerator(port, clients: 16, IsRight);
        var kills = await KillAndRestart(backends, load, new Random(seed));
        var report = await load.Stop();
        output.WriteLine($"{kills} kills: {report}");
        Assert.True(report.Total >= RequestsMin, $"seed {seed}: {report}");
        Assert.True(Honest.Sum(kind => report[kind]) == report.Total, $"seed {seed}: {report}");
        Assert.True(report.NotRight <= report.Total * ErrorShareMax, $"seed {seed}: {report}");

        var after = await new LoadGenerator(port, clients: 4, IsRight, 300).Finish(TimeSpan.FromSeconds(20));
        foreach (var backend in backends) await backend.DisposeAsync();
        Assert.True(after.Right == 300, $"seed {seed}: after all are back: {after}");
    }

    // nginx answers "NAME GET URI".
    private static bool IsRight(string target, string body) => body.Length > 2 && "abc".Contains(body[0], StringComparison.Ordinal) && body[1..] == $" GET {target}\n";

    // A machine that starts nginx slowly gets more requests in, not fewer kills.
    private static async Task<int> KillAndRestart(NginxBackend[] backends, LoadGenerator load, Random random)
    {
        var kills = 0;
        while (kills < KillsMin || load.Asked < RequestsMin)
        {
            await Reaches(load, load.Asked + random.Next(200, 600));
            var victim = backends[random.Next(backends.Length)];
            await victim.Kill();
            kills++;
            await Reaches(load, load.Asked + random.Next(50, 300));
            await victim.StartAgain();
        }

        return kills;
    }

    private static Task Reaches(LoadGenerator load, long count) =>
        Eventually.Holds($"request {count}", () => load.Asked >= count, TimeSpan.FromSeconds(30));
}
