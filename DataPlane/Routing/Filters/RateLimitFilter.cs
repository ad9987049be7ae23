using System.Buffers;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Routing.Filters.Descriptors;
using ActorMesh.DataPlane.Routing.Matching;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>
/// Lets requests pass as long as their token buckets have tokens. Those that fit a request are asked from the slowest to the fastest, the
/// common one last; a token taken is not given back when a later bucket refuses (envoy.extensions.filters.http.local_ratelimit).
/// </summary>
internal sealed class RateLimitFilter : RequestFilter
{
    [ThreadStatic]
    private static List<Descriptor>? _scratch;

    private readonly LimitSettings _settings;
    private readonly DescriptorRecipe[] _recipes;
    private readonly LimitRule[] _slowestFirst;
    private readonly Refusal _refusal;
    private TokenBucket? _default;

    public RateLimitFilter(string name, string place, LimitSettings settings) : base(name, place)
    {
        _settings = settings;
        _recipes = [.. settings.Recipes];
        _slowestFirst = [.. settings.Rules.OrderBy(rule => rule.Settings.Rate)];
        _default = settings.Default is { } bucket ? new TokenBucket(bucket) : null;
        _refusal = Refusal.RateLimited(settings.Status, $"The local rate limit{(place.Length > 0 ? $" of {place}" : "")} had no token left ({Summary}).");
    }

    public LimitSettings Settings => _settings;

    /// <summary>The rules, in the order in which they are asked.</summary>
    public IReadOnlyList<LimitRule> Rules => _slowestFirst;

    public LimitCounters Counters { get; private set; } = new();

    public override bool DoesAnything => _settings.Default is not null && _settings.Enabled.Numerator > 0;

    public override string Summary => string.Join(
        "; ", _slowestFirst.Select(rule => $"{rule.Text}: {rule.Settings}").Append(_settings.Default is { } common ? $"all: {common}" : "nothing"));

    public LimitStatus Status => new(
        Place, _settings.StatPrefix, Summary, Counters.Asked, Counters.Allowed, Counters.Limited, Counters.Refused,
        _slowestFirst.Sum(rule => rule.Buckets) + (_default is null ? 0 : 1), _slowestFirst.Sum(rule => rule.Evictions));

    public override FilterVerdict Apply(RequestHead head, ExchangeFacts facts, ulong random)
    {
        if (!_settings.Enabled.Includes(FilterDraw.For(FilterDraw.LimitEnabled, random))) return FilterVerdict.Pass;
        var now = facts.Clock.Now;
        var (isAllowed, wouldRefuse, bucket, reading) = Take(head, facts, now);
        var isRefused = !isAllowed && _settings.Enforced.Includes(FilterDraw.For(FilterDraw.LimitEnforced, random));
        facts.Limit = new LimitOutcome(this, bucket, reading, isRefused ? head : null);
        if (wouldRefuse || !isAllowed) Counters.Exceeded(isRefused);
        else Counters.Passed();
        return isRefused ? new FilterVerdict(_refusal, TimeSpan.Zero) : FilterVerdict.Pass;
    }

    /// <summary>Tells the client what is left, and when to come again.</summary>
    public void PrepareAnswer(HeaderBlock answer, ExchangeFacts facts, bool hasDraftFields)
    {
        if (facts.Limit is not { Bucket: { } bucket } outcome) return;
        if (_settings.TellsLimits) LimitFields.AddCustomary(answer, bucket, outcome.Reading);
        if (hasDraftFields) LimitFields.AddDraft(answer, bucket, outcome.Reading);
        if (outcome.Refused is not { } request) return;
        LimitFields.AddRefusal(answer, outcome.Reading);
        _settings.AnswerHeaders?.Apply(answer, request, facts, new ArrayBufferWriter<byte>());
    }

    public override void TakeOver(RequestFilter previous, Instant now)
    {
        if (previous is not RateLimitFilter before) return;
        Counters = before.Counters;
        if (_settings.Default is { } settings && before._default is { } bucket)
            _default = settings == bucket.Settings ? bucket : TokenBucket.Continue(bucket, settings, now);
        var rules = before._slowestFirst.ToList();
        foreach (var rule in _slowestFirst)
        {
            if (rules.Find(other => string.Equals(other.Text, rule.Text, StringComparison.Ordinal)) is not { } same) continue;
            rules.Remove(same);
            rule.TakeOver(same, now);
        }
    }

    private (bool IsAllowed, bool WouldRefuse, BucketSettings? Bucket, BucketReading Reading) Take(RequestHead head, ExchangeFacts facts, Instant now)
    {
        BucketSettings? tightest = null;
        BucketReading least = default;
        var wouldRefuse = false;
        var isCounted = false;
        var descriptors = _slowestFirst.Length > 0 ? Describe(head, facts) : 0;
        foreach (var rule in _slowestFirst)
        {
            for (var i = 0; i < descriptors; i++)
            {
                if (!rule.Fits(_scratch![i])) continue;
                isCounted = true;
                var reading = rule.TryTake(_scratch[i], now);
                if (!reading.IsAllowed && !rule.IsShadow) return (false, true, rule.Settings, reading);
                wouldRefuse |= !reading.IsAllowed;
                if (rule.IsShadow) continue;
                if (tightest is null || reading.Remaining < least.Remaining) (tightest, least) = (rule.Settings, reading);
            }
        }

        if (isCounted && !_settings.AlwaysTakesDefault) return (true, wouldRefuse, tightest, least);
        var common = _default!.TryTake(now);
        var isTightest = tightest is null || !common.IsAllowed || common.Remaining < least.Remaining;
        return (common.IsAllowed, wouldRefuse, isTightest ? _default.Settings : tightest, isTightest ? common : least);
    }

    /// <summary>Writes the descriptors that the request has into the scratch of this thread.</summary>
    private int Describe(RequestHead head, ExchangeFacts facts)
    {
        var scratch = _scratch ??= [];
        var count = 0;
        var input = new MatchInput(head, facts, random: 0, ignorePathParameters: false);
        foreach (var recipe in _recipes)
        {
            if (count == scratch.Count) scratch.Add(new Descriptor());
            if (recipe.TryWrite(in input, scratch[count])) count++;
        }

        return count;
    }
}
