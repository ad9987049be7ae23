using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters.Balancing;

/// <summary>What a pick may depend on. Lives on the stack of the stream that asks.</summary>
/// <param name="draws">The asking stream's source of random draws.</param>
/// <param name="requestRandom">
/// 64 random bits drawn once per request. They choose the priority, so that a retry stays with the priority of the first attempt, and
/// stand in for a hash where there is none.
/// </param>
public readonly ref struct PickContext(FastRandom draws, ulong requestRandom)
{
    public FastRandom Draws { get; } = draws;

    public ulong RequestRandom { get; } = requestRandom;

    /// <summary>What the route's hash policies made of the request; null if there are none or none applied.</summary>
    public ulong? Hash { get; init; }

    /// <summary>0 for the first attempt of a request, 1 for its first retry: ring hash and Maglev move on by it.</summary>
    public int Attempt { get; init; }

    /// <summary>Endpoints to avoid while there is any other. Usually those that earlier attempts used.</summary>
    public ReadOnlySpan<EndpointCell> Tried { get; init; }

    internal ulong HashKey => Hash ?? RequestRandom;
}
