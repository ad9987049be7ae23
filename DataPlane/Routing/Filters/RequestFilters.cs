using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>The filters that a request of one route passes, in order, before it goes on: authorization, local rate limit, limit of the whole mesh, then fault (semantics, section 0).</summary>
/// <param name="filters">Those that do anything, in the order of the listener.</param>
internal sealed class RequestFilters(params RequestFilter[] filters)
{
    public static readonly RequestFilters None = new();

    public bool IsEmpty => filters.Length == 0;

    public IReadOnlyList<RequestFilter> All => filters;

    /// <summary>Whether answers tell limits in the fields of the IETF draft, too (draft-ietf-httpapi-ratelimit-headers-10).</summary>
    public bool HasDraftFields { get; init; }

    /// <summary>The same for requests that nobody sent: who may do what is not asked.</summary>
    public RequestFilters WithoutGuards() => new([.. filters.Where(filter => !filter.IsGuard)]) { HasDraftFields = HasDraftFields };

    /// <summary>Asks every filter once. Later filters are not asked about a request that an earlier one refuses.</summary>
    /// <param name="head">The request, as it came.</param>
    /// <param name="facts">What else is known of it; gets what <see cref="PrepareAnswer"/> and <see cref="End"/> need.</param>
    /// <param name="random">The draw of this request.</param>
    /// <returns>A refusal is given after the delay.</returns>
    public FilterVerdict Apply(RequestHead head, ExchangeFacts facts, ulong random)
    {
        facts.ForgetFilters();
        return GoOn(0, TimeSpan.Zero, head, facts, random);
    }

    /// <summary>Goes on with a request that waited.</summary>
    /// <param name="waited">What was said to it.</param>
    /// <param name="isLate">It has waited for as long as it may.</param>
    public FilterVerdict Resume(in FilterVerdict waited, RequestHead head, ExchangeFacts facts, ulong random, bool isLate)
    {
        var index = waited.WaitingFilter;
        var verdict = waited.Wait!.Filter.Resume(waited.Wait, head, facts, isLate);
        if (verdict.Refusal is not null || verdict.Wait is not null) return verdict with { Delay = waited.Delay, WaitingFilter = index };
        return GoOn(index + 1, waited.Delay, head, facts, random);
    }

    /// <summary>Adds what the client is told of its limits to an answer, also one of our own.</summary>
    public void PrepareAnswer(ResponseHead answer, ExchangeFacts facts)
    {
        if (facts.Limit.Filter is { } limit) limit.PrepareAnswer(answer.Headers, facts, HasDraftFields);
        if (facts.GlobalLimit.Filter is { } global) global.PrepareAnswer(answer.Headers, facts, HasDraftFields);
    }

    private FilterVerdict GoOn(int first, TimeSpan delay, RequestHead head, ExchangeFacts facts, ulong random)
    {
        for (var i = first; i < filters.Length; i++)
        {
            var verdict = filters[i].Apply(head, facts, random);
            delay += verdict.Delay;
            if (verdict.Refusal is not null || verdict.Wait is not null) return verdict with { Delay = delay, WaitingFilter = i };
        }

        return new FilterVerdict(null, delay);
    }

    /// <summary>The exchange is over: it no longer counts as one in trouble. Once for every <see cref="Apply"/>; once more does no harm.</summary>
    public static void End(ExchangeFacts facts)
    {
        facts.ActiveFault?.End();
        facts.ActiveFault = null;
    }
}
