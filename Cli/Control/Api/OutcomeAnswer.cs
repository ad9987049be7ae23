using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Runtime.Contracts.Cluster;
using Microsoft.AspNetCore.Http;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.Cli.Control.Api;

/// <summary>What the authority decided, as an answer of HTTP.</summary>
internal static class OutcomeAnswer
{
    /// <returns>The refusal; null when it was accepted.</returns>
    public static ControlRefusal? RefusalOf(MeshOutcome outcome, string what)
    {
        if (outcome.OutcomeCase == MeshOutcome.OutcomeOneofCase.Accepted) return null;
        var refused = outcome.Refused ?? new MeshOutcome.Types.Refused { What = "the authority gave no reason" };
        var (status, code) = StatusOf(refused.Reason);
        return new ControlRefusal(status, ErrorShape.Of(code, what, refused.What, refused.Help) with
        {
            RunningVersion = refused.RunningVersion,
            Problems = outcome.Problems.Count == 0 ? null : [.. outcome.Problems.Select(ProblemShape.Of)],
        });
    }

    internal static (int Status, string Code) StatusOf(Reason reason) => reason switch
    {
        Reason.Invalid => (StatusCodes.Status422UnprocessableEntity, "invalid"),
        Reason.Worse => (StatusCodes.Status422UnprocessableEntity, "worse"),
        Reason.Conflict => (StatusCodes.Status409Conflict, "conflict"),
        Reason.Behind => (StatusCodes.Status409Conflict, "behind"),
        Reason.Rollout => (StatusCodes.Status409Conflict, "rollout"),
        Reason.Journal => (StatusCodes.Status503ServiceUnavailable, "journal"),
        Reason.TooLarge => (StatusCodes.Status413PayloadTooLarge, "too-large"),
        Reason.NotFound => (StatusCodes.Status404NotFound, "not-found"),
        Reason.Uncertain => (StatusCodes.Status503ServiceUnavailable, "uncertain"),
        _ => (StatusCodes.Status500InternalServerError, "unknown"),
    };
}
