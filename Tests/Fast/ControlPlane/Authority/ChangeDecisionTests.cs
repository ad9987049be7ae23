using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Tests.Fast.ControlPlane.Documents;
using Google.Protobuf.WellKnownTypes;
using Xunit;
using History = ActorMesh.ControlPlane.Authority.MeshHistory;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>What is asked for must make sense; what is refused is refused with words.</summary>
public sealed class ChangeDecisionTests
{
    private static readonly ChangeDecision Decide = new(Running(), DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void A_share_is_0_to_100_percent(int percent) => Unsound(new ApplyMesh { Document = Meshes.Numbered(2), CanaryPercent = percent });

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(8 * 24 * 3600, 0)]
    [InlineData(1, -1)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public void A_step_waits_for_0_s_to_7_days(long seconds, int nanos) =>
        Unsound(new ApplyMesh { Document = Meshes.Numbered(2), CanaryPercent = 10, Bake = new Duration { Seconds = seconds, Nanos = nanos } });

    [Fact]
    public void Nobody_fills_the_journal_with_words()
    {
        Unsound(new ApplyMesh { Document = Meshes.Numbered(2), Author = new string('a', ChangeDecision.AuthorLengthMax + 1) });
        Unsound(new ApplyMesh { Document = Meshes.Numbered(2), Message = new string('a', ChangeDecision.MessageLengthMax + 1) });
        Assert.Equal(Reason.Invalid, Decide.Of(new RollBackMesh { Message = new string('a', ChangeDecision.MessageLengthMax + 1) }, []).Outcome.Refused.Reason);
        Assert.Equal(Reason.Invalid, Decide.Of(new EndRollout { Reason = new string('a', ChangeDecision.MessageLengthMax + 1) }).Outcome.Refused.Reason);
    }

    [Fact]
    public void A_command_without_a_mesh_is_refused() => Unsound(new ApplyMesh());

    [Fact]
    public void A_canary_for_everybody_is_none()
    {
        Assert.Null(Decide.Of(new ApplyMesh { Document = Meshes.Numbered(2), CanaryPercent = 100 }, [], []).Event!.MeshApplied.Canary);
        Assert.NotNull(Decide.Of(new ApplyMesh { Document = Meshes.Numbered(2), CanaryPercent = 99 }, [], []).Event!.MeshApplied.Canary);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public void Workloads_are_called_otherwise_only_when_somebody_says_so(bool hasIdentities, bool rename, bool isRefused)
    {
        var apply = new ApplyMesh { Document = Meshes.Numbered(2), Rename = rename, Force = true };
        var (found, running) = (LookedAt.Nothing with { Names = "spiffe://b.local/ns/default" }, LookedAt.Nothing with { Names = "spiffe://a.local/ns/default" });
        var decision = Decide.Of(apply, found, running, hasIdentities);

        Assert.Equal(isRefused, decision.Event is null);
        if (isRefused) Assert.Contains("workloads are called spiffe://a.local/ns/default/sa/... in version 1, and would be spiffe://b.local/ns/default/sa/...", decision.Outcome.Refused.What, StringComparison.Ordinal);
        Assert.NotNull(Decide.Of(apply, running, running, hasIdentities).Event);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public void Nor_does_a_roll_back_call_them_otherwise(bool hasIdentities, bool rename, bool isRefused)
    {
        var rolledTo = new RollBackMesh { Rename = rename };
        var (found, running) = (LookedAt.Nothing with { Names = "spiffe://b.local/ns/default" }, LookedAt.Nothing with { Names = "spiffe://a.local/ns/default" });
        var twice = new ChangeDecision(Running(2), DateTimeOffset.UnixEpoch);
        var decision = twice.Of(rolledTo, found, running, hasIdentities);

        Assert.Equal(isRefused, decision.Event is null);
        if (isRefused) Assert.Contains("would be spiffe://b.local/ns/default/sa/...", decision.Outcome.Refused.What, StringComparison.Ordinal);
        Assert.NotNull(twice.Of(rolledTo, running, running, hasIdentities).Event);
        Assert.Equal(Reason.NotFound, Decide.Of(rolledTo, found, running, hasIdentities).Outcome.Refused.Reason);
    }

    [Fact]
    public void A_warning_counts_as_often_as_it_is_there()
    {
        var warning = new Problem { Severity = Problem.Types.Severity.Warning, Code = "AM0403", Path = "services.orders", Message = "twice", Place = "mesh.conf:1:1" };
        var moved = new Problem(warning) { Place = "mesh.conf:9:1" };
        var note = new Problem(warning) { Severity = Problem.Types.Severity.Info, Message = "good to know" };
        var apply = new ApplyMesh { Document = Meshes.Numbered(2) };
        Assert.NotNull(Decide.Of(apply, [moved, note], [warning]).Event);
        Assert.Equal(Reason.Worse, Decide.Of(apply, [warning, moved], [warning]).Outcome.Refused.Reason);
        Assert.Equal(Reason.Worse, Decide.Of(apply, [new Problem(warning) { Message = "thrice" }], [warning]).Outcome.Refused.Reason);
    }

    [Fact]
    public void An_answer_shows_so_many_problems()
    {
        var errors = Enumerable.Range(0, 1_000).Select(i => new Problem { Severity = Problem.Types.Severity.Error, Message = $"error {i}" }).ToList();
        var outcome = Decide.Of(new ApplyMesh { Document = Meshes.Numbered(2) }, errors, []).Outcome;
        Assert.Equal("the mesh has 1000 errors", outcome.Refused.What);
        Assert.Equal(ShownProblems.Max + 1, outcome.Problems.Count);
        Assert.StartsWith("800 more", outcome.Problems[^1].Message, StringComparison.Ordinal);
    }

    private static void Unsound(ApplyMesh apply)
    {
        var refused = Decide.Early(apply)!.Refused;
        Assert.Equal((Reason.Invalid, 1), (refused.Reason, refused.RunningVersion));
        Assert.NotEmpty(refused.Help);
    }

    private static History Running(int versions = 1)
    {
        var history = Next(History.Empty, new JournalEvent { EpochStarted = new EpochStarted { Epoch = 1 } });
        for (var i = 1; i <= versions; i++)
            history = Next(history, new ChangeDecision(history, DateTimeOffset.UnixEpoch).Of(new ApplyMesh { Document = Meshes.Numbered(i) }, [], []).Event!);
        return history;
    }

    private static History Next(History history, JournalEvent written) => history.With(history.Seal(written), history.Sequence + 1);
}
