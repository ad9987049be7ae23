using ActorMesh.Cli.Control.Api;
using ActorMesh.Runtime.Contracts.Cluster;
using Xunit;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.Tests.Fast.Cli.Control;

public sealed class OutcomeAnswerTests
{
    [Theory]
    [InlineData(Reason.Invalid, 422, "invalid")]
    [InlineData(Reason.Worse, 422, "worse")]
    [InlineData(Reason.Conflict, 409, "conflict")]
    [InlineData(Reason.Rollout, 409, "rollout")]
    [InlineData(Reason.Behind, 409, "behind")]
    [InlineData(Reason.Journal, 503, "journal")]
    [InlineData(Reason.Uncertain, 503, "uncertain")]
    [InlineData(Reason.TooLarge, 413, "too-large")]
    [InlineData(Reason.NotFound, 404, "not-found")]
    public void Each_reason_has_its_status_and_its_word(Reason reason, int status, string code)
    {
        var outcome = new MeshOutcome { Refused = new MeshOutcome.Types.Refused { Reason = reason, What = "so it is", Help = "do that", RunningVersion = 7 } };
        outcome.Problems.Add(new Problem { Severity = Problem.Types.Severity.Error, Code = "AM0104", Place = "mesh.conf:4:9", Message = "unknown key", Help = "did you mean 'retries'?" });
        var refusal = OutcomeAnswer.RefusalOf(outcome, "nothing happened");
        Assert.Equal((status, code), (refusal!.Status, refusal.Error.Code));
        Assert.Equal(("nothing happened", "so it is", "do that", 7L), (refusal.Error.What, refusal.Error.Why, refusal.Error.Help, refusal.Error.RunningVersion!.Value));
        Assert.Equal("mesh.conf:4:9: error AM0104: unknown key\n  hint: did you mean 'retries'?", $"{Assert.Single(refusal.Error.Problems!)}");
    }

    [Fact]
    public void Every_reason_but_the_unknown_is_told_apart() => Assert.All(
        Enum.GetValues<Reason>().Except([Reason.Unknown]), reason => Assert.NotEqual(500, OutcomeAnswer.StatusOf(reason).Status));
}
