using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>Waits as long as the answer asks for (rate_limited_retry_back_off).</summary>
/// <param name="Headers">Looked at in this order; the first that says something counts.</param>
/// <param name="Max">A header that asks for more says nothing. Default 300 s.</param>
public sealed record RateLimitedBackoff(IReadOnlyList<ResetHeader> Headers, TimeSpan Max)
{
    public TimeSpan? Read(ResponseHead answer, DateTimeOffset now)
    {
        for (var i = 0; i < Headers.Count; i++)
            if (Headers[i].Read(answer, now) is { } wait && wait <= Max) return wait;
        return null;
    }
}
