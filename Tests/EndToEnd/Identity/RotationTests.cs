using ActorMesh.Tests.EndToEnd.Rig.Load;
using Xunit;
using Xunit.Abstractions;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Certificates that change all the time, under load.</summary>
public sealed class RotationTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task New_certificates_every_two_seconds_on_both_sides_fail_no_request()
    {
        await using var files = new FileRotation();
        await files.Start();
        await using var kept = new SteadyLoad(files.Kept, 200);
        await using var fresh = new SteadyLoad(files.Fresh, 40);
        var serials = new HashSet<string>(StringComparer.Ordinal);
        while (kept.Now < Duration)
        {
            var looked = await files.Look();
            Assert.True(looked.Status == 200, $"{looked}\n{files.Output}");
            serials.Add(looked.Serial);
            await Task.Delay(LookEvery);
        }

        var (keptAnswers, freshAnswers) = (await kept.Stop(), await fresh.Stop());

        output.WriteLine($"kept: {keptAnswers}\nfresh: {freshAnswers}\nserials: {serials.Count}, renewals: {files.Renewals}");
        Assert.True(keptAnswers.Failed + freshAnswers.Failed == 0, $"{keptAnswers}\n{freshAnswers}\n{files.Output}");
        Assert.InRange(serials.Count, 40, int.MaxValue);
        Assert.InRange(files.Renewals.Caller, 40, int.MaxValue);
    }
}
