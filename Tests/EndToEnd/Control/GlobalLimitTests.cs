using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Control;

/// <summary>One limit of the whole mesh, and three sidecars that share it: two that follow by xDS, one that is a member of the cluster.</summary>
public sealed class GlobalLimitTests(ITestOutputHelper output)
{
    private const int PerSecond = 20, Burst = 30;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task All_sidecars_together_let_no_more_pass_than_the_limit()
    {
        using var state = new TemporaryFolder("limits");
        await using var behind = await Replica.Start("app");
        string[] names = ["web", "shop", "joined"];
        var ports = names.ToDictionary(name => name, _ => FreePorts.Take(), StringComparer.Ordinal);
        await using var control = new LoneControlNode();
        await control.Start();
        await control.Apply($$"""
            mesh { name = trial }
            services { {{string.Join('\n', names.Select(name => Service(name, ports[name], behind)))}} }
            """);
        var (xds, cluster) = ($"127.0.0.1:{control.Xds}", $"127.0.0.1:{control.Cluster}");
        await using var web = FollowingSidecar.StartFor("web", "--xds", xds, state.File("web"));
        await using var shop = FollowingSidecar.StartFor("shop", "--xds", xds, state.File("shop"));
        await using var joined = FollowingSidecar.StartFor("joined", "--join", cluster, state.File("joined"));
        var sidecars = new Dictionary<string, FollowingSidecar>(StringComparer.Ordinal) { ["web"] = web, ["shop"] = shop, ["joined"] = joined };
        foreach (var sidecar in sidecars.Values) await sidecar.IsReady();
        await Eventually.Holds("each of them gets tokens", async () => await AllPass(ports.Values), TimeSpan.FromSeconds(30))
            .Explained(() => string.Join('\n', sidecars.Values.Select(sidecar => sidecar.Output)));

        var before = await behind.Requests();
        var began = TimeProvider.System.GetTimestamp();
        var answers = await Task.WhenAll(ports.Values.Select(Storm));
        var took = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var admitted = await behind.Requests() - before;

        var bound = Burst + (PerSecond * took);
        output.WriteLine($"{admitted} of {answers.Sum(answer => answer.Count)} passed in {took:0.00} s; at most {bound:0.0} may");
        Assert.InRange(admitted, PerSecond * Duration.TotalSeconds * 0.5, bound);
        foreach (var answer in answers) output.WriteLine($"{answer}");
        Assert.All(answers, answer => Assert.InRange(answer.With(200, ""), 1, answer.Count - 1));
        // Where the machine is busy, an answer may come later than a request waits for it.
        Assert.All(answers, answer => Assert.Equal(answer.Failed, answer.With(429, "RL") + answer.With(500, "RLSE")));
    }

    private static string Service(string name, int port, Replica behind) => $$"""
        {{name}} {
          port = {{port}}, app-port = {{behind.Port}}, endpoints = ["127.0.0.1:{{port}}"]
          rate-limit.global { domain = all, rate = {{PerSecond}}/s, burst = {{Burst}}, on-error = deny }
        }
        """;

    private static async Task<SteadyAnswers> Storm(int port)
    {
        await using var load = new SteadyLoad(port, 60);
        await load.Answered((int)(60 * Duration.TotalSeconds));
        return await load.Stop();
    }

    private static async Task<bool> AllPass(IEnumerable<int> ports)
    {
        foreach (var port in ports)
        {
            await using var load = new SteadyLoad(port, 20);
            await load.Answered(1);
            if ((await load.Stop()).With(200, "") == 0) return false;
        }

        return true;
    }
}
