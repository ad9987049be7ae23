using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>What follows from an attempt that failed.</summary>
/// <param name="Verdict">Whether there is another try.</param>
/// <param name="Wait">How long until it.</param>
/// <param name="Flag">What the request is marked with when tries were wanted and there are none.</param>
/// <param name="Explanation">For people: why there is none; empty when none was wanted.</param>
public readonly record struct RetryDecision(RetryVerdict Verdict, TimeSpan Wait, ResponseFlag Flag, string Explanation)
{
    public static readonly RetryDecision NotWanted = new(RetryVerdict.NotWanted, TimeSpan.Zero, ResponseFlag.None, "");

    /// <summary>The wait is as long as the answer asked for, not the backoff.</summary>
    public bool WasAsked { get; init; }

    public static RetryDecision GaveUp(ResponseFlag flag, string explanation) => new(RetryVerdict.GaveUp, TimeSpan.Zero, flag, explanation);
}
