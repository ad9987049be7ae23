using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>What the coordinator last said of a limit. Immutable.</summary>
/// <param name="NotBefore">Asking earlier is of no use.</param>
/// <param name="Settings">Rate and burst; null when they are not known.</param>
/// <param name="Remaining">Tokens that nobody had.</param>
internal sealed record LeaseStanding(LeaseAnswerKind? Kind, Instant NotBefore, Instant At, BucketSettings? Settings, int Remaining, TimeSpan UntilFull)
{
    public static readonly LeaseStanding Unknown = new(null, new Instant(long.MinValue), default, null, 0, TimeSpan.Zero);

    /// <summary>What a request without a token makes of it.</summary>
    public LeaseOutcome Outcome(Instant now) => Kind switch
    {
        LeaseAnswerKind.Exhausted when now < NotBefore => LeaseOutcome.Exhausted,
        LeaseAnswerKind.Unsettled => LeaseOutcome.Failed,
        LeaseAnswerKind.Unlimited => LeaseOutcome.Unlimited,
        _ => LeaseOutcome.Asking,
    };

    public static LeaseStanding Of(in LeaseReply reply, LeaseStanding before, Instant now) => new(
        reply.Kind, now + reply.RetryAfter, now, reply.Rate > 0 ? SettingsOf(reply, before) : before.Settings, reply.Remaining, reply.UntilFull);

    private static BucketSettings? SettingsOf(in LeaseReply reply, LeaseStanding before)
    {
        var interval = TimeSpan.FromSeconds(1 / reply.Rate);
        if (before.Settings is { } known && known.TokensMax == reply.Burst && known.FillInterval == interval) return known;
        try
        {
            return new BucketSettings(Math.Max(1, reply.Burst), 1, interval);
        }
        catch (ArgumentException)
        {
            return null; // One that takes more than ten years to fill: there is nothing to tell a client of it.
        }
    }
}
