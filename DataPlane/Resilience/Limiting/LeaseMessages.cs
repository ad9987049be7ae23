using ActorMesh.Runtime.Contracts.Control;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>What leased buckets and coordinators say, as it goes over the wire.</summary>
internal static class LeaseMessages
{
    public static LeaseAsk Ask(LeaseName name, in LeaseRequest request)
    {
        var ask = new LeaseAsk { Limit = new LimitName { Domain = name.Domain }, Number = request.Number, Wanted = request.Wanted };
        foreach (var entry in name.Entries) ask.Limit.Entries.Add(new LimitName.Types.Entry { Key = entry.Key, Value = entry.Value });
        foreach (var (lease, spent, isOver) in request.Reports) ask.Reports.Add(new LeaseReport { Lease = lease, Spent = spent, IsOver = isOver });
        return ask;
    }

    public static LeaseReply Reply(LeaseAnswer answer) => new(
        answer.Verdict switch
        {
            LeaseAnswer.Types.Verdict.Granted => LeaseAnswerKind.Granted,
            LeaseAnswer.Types.Verdict.Exhausted => LeaseAnswerKind.Exhausted,
            LeaseAnswer.Types.Verdict.Unlimited => LeaseAnswerKind.Unlimited,
            LeaseAnswer.Types.Verdict.Noted => LeaseAnswerKind.Noted,
            _ => LeaseAnswerKind.Unsettled,
        },
        answer.Number, new LeaseTerm(answer.Term?.Epoch ?? 0, answer.Term?.Incarnation ?? 0), answer.Lease, answer.Tokens,
        answer.Lifetime?.ToTimeSpan() ?? TimeSpan.Zero, answer.RetryAfter?.ToTimeSpan() ?? TimeSpan.Zero)
    {
        Rate = answer.Rate,
        Burst = answer.Burst,
        Remaining = answer.Remaining,
        UntilFull = answer.UntilFull?.ToTimeSpan() ?? TimeSpan.Zero,
    };
}
