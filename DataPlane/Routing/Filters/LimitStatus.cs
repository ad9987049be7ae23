namespace ActorMesh.DataPlane.Routing.Filters;

/// <summary>A local rate limit at one moment.</summary>
/// <param name="Place">Where it is configured, as in <c>virtual host 'a', route 'b'</c>; empty for the listener itself.</param>
/// <param name="StatPrefix">Begins the names of its statistics.</param>
/// <param name="Summary">What it allows, for people.</param>
/// <param name="Asked">Requests that it was asked about; the others add up to it.</param>
/// <param name="Limited">Requests for which there was no token, refused or not.</param>
/// <param name="Buckets">There are now.</param>
/// <param name="Evictions">Buckets dropped because there were too many.</param>
public sealed record LimitStatus(
    string Place, string StatPrefix, string Summary, long Asked, long Allowed, long Limited, long Refused, int Buckets, long Evictions);
