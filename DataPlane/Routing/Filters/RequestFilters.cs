#pragma warning disable CA1822 // Not written yet.
using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>The filters that a request of one route passes, in order, before it goes on: local rate limit, then fault (semantics, section 0).</summary>
internal sealed class RequestFilters
{
    public static readonly RequestFilters None = new();

    public bool IsEmpty => true;

    /// <param name="head">The request, as it came.</param>
    /// <param name="facts">What else is known of it.</param>
    /// <param name="random">The draw of this request.</param>
    public FilterVerdict Apply(RequestHead head, ExchangeFacts facts, ulong random)
    {
        _ = (head, facts, random);
        return FilterVerdict.Pass;
    }

    /// <summary>Adds what the client is told of its limits to an answer, also one of our own.</summary>
    public void PrepareAnswer(ResponseHead answer, ExchangeFacts facts) => _ = (answer, facts);
}
