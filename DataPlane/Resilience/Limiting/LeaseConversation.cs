using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Resilience.Limiting;

/// <summary>
/// What goes to and fro over one way to a control node: which bucket an answer is for, and which buckets have leases of whose fate the coordinator
/// is to be told. Buckets that were dropped from the table meanwhile are among them until they owe nothing. Not safe for several threads.
/// </summary>
internal sealed class LeaseConversation
{
    private readonly HashSet<LeasedBucket> _active = [];
    private readonly Dictionary<long, LeasedBucket> _asked = [];

    /// <summary>What to ask now that the requests of a bucket need more.</summary>
    public LeaseAsk Ask(LeasedBucket bucket, Instant now)
    {
        _asked.Remove(bucket.Number);
        return Begin(bucket, bucket.Ask(now));
    }

    /// <summary>An answer to an ask that was given up, or not asked here, is not heard.</summary>
    public void Hear(LeaseAnswer answer, Instant now)
    {
        if (_asked.Remove(answer.Number, out var bucket)) bucket.Hear(LeaseMessages.Reply(answer), now);
    }

    /// <summary>Gives up what was not answered in time.</summary>
    /// <returns>What to tell though no request asks.</returns>
    public IReadOnlyList<LeaseAsk> Look(Instant now)
    {
        List<LeaseAsk> reports = [];
        foreach (var bucket in _active)
        {
            var before = bucket.Number;
            var report = bucket.Look(now);
            if (report is not null || !bucket.IsActive) _asked.Remove(before);
            if (report is { } told) reports.Add(Begin(bucket, told));
            else if (!bucket.IsActive) _active.Remove(bucket);
        }

        return reports;
    }

    /// <summary>There is another way from now on: the coordinator knows nothing of the leases of this one, but that they die.</summary>
    public void End()
    {
        foreach (var bucket in _active) bucket.Reconnected();
        _active.Clear();
        _asked.Clear();
    }

    private LeaseAsk Begin(LeasedBucket bucket, LeaseRequest request)
    {
        _active.Add(bucket);
        _asked.Add(request.Number, bucket);
        return LeaseMessages.Ask(bucket.Name, request);
    }
}
