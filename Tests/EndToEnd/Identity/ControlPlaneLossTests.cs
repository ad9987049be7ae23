using System.Globalization;
using System.Text.RegularExpressions;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Nobody issues certificates for longer than half of their life.</summary>
[Collection(nameof(LongRunCollection))]
public sealed partial class ControlPlaneLossTests(LongRuns runs, ITestOutputHelper output)
{
    private const string Failures = "actormesh_certificate_rotation_failures";

    [Fact]
    public async Task Traffic_goes_on_the_alarm_grows_and_certificates_are_renewed_when_it_is_back() => output.WriteLine(await runs.Loss);

    /// <returns>What it met.</returns>
    internal static async Task<string> Run()
    {
        await using var mesh = await IssuingMesh.Start("leaf-ttl = 2m, rotate-at = 20%");
        await using var load = new SteadyLoad(mesh.Outbound, 50);
        await load.Answered(50);
        FollowingSidecar[] sidecars = [mesh.Caller, mesh.Callee];
        var before = await Task.WhenAll(sidecars.Select(IssuingMesh.Serial));
        await mesh.Control.Kill();

        await Eventually.Holds("the alarm has grown", () => sidecars.All(sidecar => Alarms(sidecar).Count > 1), TimeSpan.FromSeconds(125)).Explained(() => mesh.Output);

        foreach (var sidecar in sidecars)
        {
            Assert.Equal(Alarms(sidecar).OrderDescending(), Alarms(sidecar));
            Assert.InRange(await Number(sidecar, Failures), 5, 1000);
        }

        Assert.Equal(before, await Task.WhenAll(sidecars.Select(IssuingMesh.Serial)));
        await mesh.Control.Start();
        await Eventually.Holds("both are renewed", async () => (await Task.WhenAll(sidecars.Select(IssuingMesh.Serial))).Zip(before).All(pair => pair.First != pair.Second), TimeSpan.FromSeconds(30))
            .Explained(() => mesh.Output);
        await load.Answered(50);
        var answers = await load.Stop();

        Assert.True(answers.Failed == 0, $"{answers}\n{mesh.Output}");
        foreach (var sidecar in sidecars) Assert.Equal(0, await Number(sidecar, Failures));
        return $"{answers}\nalarms: {string.Join(", ", sidecars.Select(sidecar => string.Join(" s, ", Alarms(sidecar))))}";
    }

    /// <summary>Seconds that were left, each time it was said.</summary>
    private static List<int> Alarms(FollowingSidecar sidecar) => [.. Alarm().Matches(sidecar.Output).Select(alarm => int.Parse(alarm.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];

    private static async Task<double> Number(FollowingSidecar sidecar, string metric)
    {
        var line = (await sidecar.Get("/stats/prometheus")).Split('\n').First(line => line.StartsWith(metric, StringComparison.Ordinal));
        return double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"the identity \S+ ends in (\d+)s, and the next could not be had", RegexOptions.None, 1000)]
    private static partial Regex Alarm();
}
