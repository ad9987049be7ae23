using System.Buffers;
using System.Globalization;
using System.Text;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Routing.Filters.Descriptors;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>
/// Lets requests pass as long as there are tokens of the limits of the whole mesh that they fall under, one of each: out of what was leased to this
/// sidecar, without asking anybody. A request waits only while it is not known whether there are tokens, as the first for a key, and not for
/// long; a token taken is not given back when another limit refuses.
/// </summary>
internal sealed class GlobalRateLimitFilter(string name, string place, GlobalLimitSettings settings) : RequestFilter(name, place)
{
    [ThreadStatic]
    private static Descriptor? _descriptor;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _key;

    private readonly byte[] _domain = Encoding.UTF8.GetBytes(settings.Domain);
    private readonly DescriptorRecipe[] _recipes = [.. settings.Counted ?? []];
    private readonly Refusal _unknown = Refusal.LimitUnknown(settings.StatusOnError);
    private volatile Tuple<ClusterReference, LeasedBuckets, GlobalLimitCounters>? _counters;

    public GlobalLimitSettings Settings => settings;

    public override bool DoesAnything => _recipes.Length > 0;

    public override string Summary => $"limits of the mesh in domain '{settings.Domain}', {(settings.DeniesOnError ? "deny" : "allow")} on error";

    /// <summary>The filter as requests of one route meet it.</summary>
    /// <param name="counted">What the route says its requests are counted by.</param>
    /// <param name="deniesOnError">What the route says; null for nothing.</param>
    public GlobalRateLimitFilter For(IReadOnlyList<DescriptorRecipe> counted, bool? deniesOnError) => new(Name, Place, settings with
    {
        Counted = settings.Counted ?? counted,
        DeniesOnError = deniesOnError ?? settings.DeniesOnError,
    });

    public override FilterVerdict Apply(RequestHead head, ExchangeFacts facts, ulong random)
    {
        var (descriptor, now) = (_descriptor ??= new Descriptor(), facts.Clock.Now);
        var input = new MatchInput(head, facts, random: 0, ignorePathParameters: false);
        LeasedBucket? asked = null, exhausted = null;
        List<LeasedBucket>? pending = null;
        var hasFailed = false;
        foreach (var recipe in _recipes)
        {
            if (!recipe.TryWrite(in input, descriptor)) continue;
            if (facts.Leases is not { } leases) return Fail(facts);
            asked = leases.Find(KeyOf(descriptor));
            switch (asked.TryTake(now))
            {
                case LeaseOutcome.Exhausted:
                    exhausted ??= asked;
                    break;
                case LeaseOutcome.Failed:
                    hasFailed = true;
                    break;
                case LeaseOutcome.Asking:
                    (pending ??= []).Add(asked);
                    break;
            }
        }

        if (asked is null) return FilterVerdict.Pass;
        if (exhausted is not null) return Refuse(exhausted, facts, now);
        if (hasFailed) return Fail(facts);
        return pending is null ? Admit(asked, facts, now) : new FilterVerdict(null, TimeSpan.Zero) { Wait = new LeaseWait(this, pending, now + settings.WaitMax) };
    }

    /// <summary>Asks again, now that there is an answer, or that there will be none in time.</summary>
    public FilterVerdict Resume(LeaseWait wait, RequestHead head, ExchangeFacts facts, bool isLate)
    {
        var now = facts.Clock.Now;
        List<LeasedBucket> pending = [];
        foreach (var bucket in wait.Buckets)
        {
            switch (bucket.TryTake(now))
            {
                case LeaseOutcome.Exhausted:
                    return Refuse(bucket, facts, now);
                case LeaseOutcome.Failed:
                    return Fail(facts);
                case LeaseOutcome.Asking when isLate:
                    return Fail(facts);
                case LeaseOutcome.Asking:
                    pending.Add(bucket);
                    break;
            }
        }

        return pending.Count == 0 ? Admit(wait.Buckets[^1], facts, now) : new FilterVerdict(null, TimeSpan.Zero) { Wait = new LeaseWait(this, pending, wait.Until) };
    }

    /// <summary>Tells the client what is left, and when to come again.</summary>
    public void PrepareAnswer(HeaderBlock answer, ExchangeFacts facts, bool hasDraftFields)
    {
        if (facts.GlobalLimit is not { Bucket.Settings: { } bucket, Reading: var reading }) return;
        if (settings.TellsLimits) LimitFields.AddCustomary(answer, bucket, reading);
        if (hasDraftFields) LimitFields.AddDraft(answer, bucket, reading, isGlobal: true);
        if (!reading.IsAllowed) LimitFields.AddRefusal(answer, reading, settings.MarksRefusals);
    }

    /// <summary>Nothing of it is in the filter: leases belong to the sidecar.</summary>
    public override void TakeOver(RequestFilter previous, Instant now)
    {
    }

    private FilterVerdict Admit(LeasedBucket bucket, ExchangeFacts facts, Instant now)
    {
        CountersOf(facts)?.Passed();
        facts.GlobalLimit = new GlobalLimitOutcome(this, bucket, bucket.Read(isAllowed: true, now));
        return FilterVerdict.Pass;
    }

    private FilterVerdict Refuse(LeasedBucket bucket, ExchangeFacts facts, Instant now)
    {
        CountersOf(facts)?.Exceeded();
        var reading = bucket.Read(isAllowed: false, now);
        facts.GlobalLimit = new GlobalLimitOutcome(this, bucket, reading);
        var burst = bucket.Settings?.TokensMax ?? 0;
        var details = string.Create(
            CultureInfo.InvariantCulture,
            $"global_rate_limited{{key={bucket.Name.Domain}/{bucket.Name.EntryKeys},limit={burst},used={burst},reset={Math.Max(1, Math.Ceiling(reading.UntilNext.TotalSeconds))}s}}");
        var explanation = $"The limit {bucket.Name} of the whole mesh has no token left ({bucket.Settings?.ToString() ?? "its numbers are not known"}).";
        return new FilterVerdict(Refusal.GloballyLimited(settings.Status, details, explanation), TimeSpan.Zero);
    }

    private FilterVerdict Fail(ExchangeFacts facts)
    {
        CountersOf(facts)?.Failed(isAllowed: !settings.DeniesOnError);
        return settings.DeniesOnError ? new FilterVerdict(_unknown, TimeSpan.Zero) : FilterVerdict.Pass;
    }

    private ReadOnlySpan<byte> KeyOf(Descriptor descriptor)
    {
        var key = _key ??= new ArrayBufferWriter<byte>(256);
        key.ResetWrittenCount();
        LeaseName.Write(key, _domain);
        for (var i = 0; i < descriptor.Count; i++)
        {
            WriteText(key, descriptor.Key(i));
            if (LimitValue.IsPlain(descriptor.Value(i))) LeaseName.Write(key, descriptor.Value(i));
            else WriteText(key, LimitValue.Of(descriptor.Value(i)));
        }

        return key.WrittenSpan;
    }

    private static void WriteText(ArrayBufferWriter<byte> key, string text)
    {
        Span<byte> bytes = stackalloc byte[256];
        LeaseName.Write(key, Encoding.UTF8.TryGetBytes(text, bytes, out var length) ? bytes[..length] : Encoding.UTF8.GetBytes(text));
    }

    private GlobalLimitCounters? CountersOf(ExchangeFacts facts)
    {
        if (facts.Cluster is not { } cluster || facts.Leases is not { } leases) return null;
        var known = _counters;
        if (known is not null && ReferenceEquals(known.Item1, cluster) && ReferenceEquals(known.Item2, leases)) return known.Item3;
        var found = leases.OutcomesOf(cluster.Name);
        _counters = Tuple.Create(cluster, leases, found);
        return found;
    }
}
