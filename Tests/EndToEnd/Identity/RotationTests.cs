using ActorMesh.Tests.EndToEnd.Rig.Load;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Certificates that change all the time, under load.</summary>
[Collection(nameof(LongRunCollection))]
public sealed class RotationTests(LongRuns runs, ITestOutputHelper output)
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task New_certificates_every_two_seconds_in_files_and_every_six_by_the_mesh_fail_no_request() => output.WriteLine(await runs.Rotation);

    /// <returns>What it met.</returns>
    internal static async Task<string> Run()
    {
        await using var files = new FileRotation();
        await files.Start();
        await using var mesh = await IssuingMesh.Start("leaf-ttl = 1m, rotate-at = 10%");
        await using var kept = new SteadyLoad(files.Kept, 150);
        await using var fresh = new SteadyLoad(files.Fresh, 30);
        await using var issued = new SteadyLoad(mesh.Outbound, 50);
        HashSet<string> shown = new(StringComparer.Ordinal), callers = new(StringComparer.Ordinal), callees = new(StringComparer.Ordinal);
        while (kept.Now < Duration)
        {
            var looked = await files.Look();
            Assert.True(looked.Status == 200, $"{looked}\n{files.Output}");
            shown.Add(looked.Serial);
            callers.Add(await IssuingMesh.Serial(mesh.Caller));
            callees.Add(await IssuingMesh.Serial(mesh.Callee));
            await Task.Delay(LookEvery);
        }

        SteadyAnswers[] answers = [await kept.Stop(), await fresh.Stop(), await issued.Stop()];

        Assert.True(answers.Sum(one => one.Failed) == 0, $"{string.Join('\n', answers.AsEnumerable())}\n{files.Output}\n{mesh.Output}");
        Assert.InRange(shown.Count, 40, int.MaxValue);
        Assert.InRange(Math.Min(callers.Count, callees.Count), 12, int.MaxValue);
        return $"kept: {answers[0]}\nfresh: {answers[1]}\nissued by the mesh: {answers[2]}\nserials: {shown.Count} of files, {callers.Count} and {callees.Count} of the mesh";
    }
}
