using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>A request that waits to hear whether there is a token for it.</summary>
/// <param name="filter">Knows how it goes on.</param>
/// <param name="buckets">Those that have not answered.</param>
internal sealed class LeaseWait(GlobalRateLimitFilter filter, List<LeasedBucket> buckets, Instant until)
{
    private volatile bool _isOver;

    public GlobalRateLimitFilter Filter => filter;

    public List<LeasedBucket> Buckets => buckets;

    /// <summary>It waits no longer, however many answers come.</summary>
    public Instant Until => until;

    /// <summary>There is an answer.</summary>
    public bool IsOver => _isOver;

    /// <param name="wake">Called by any thread, or at once.</param>
    /// <returns>False: too many wait already, and this one does not.</returns>
    public bool Begin(Action wake) => buckets[0].Wait(() =>
    {
        _isOver = true;
        wake();
    });
}
