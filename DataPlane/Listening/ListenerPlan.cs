using System.Net;
using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Listening;

/// <summary>One listener as configured, compiled: an address, and what is done with what comes in there.</summary>
/// <param name="Chains">One or more, of which each connection gets one.</param>
public sealed record ListenerPlan(string Name, IPEndPoint Address, IReadOnlyList<ChainPlan> Chains)
{
    /// <summary>Bytes that one read from a client takes at most, which is what its connection holds. Default 64 KiB.</summary>
    public int ReadBytesMax { get; init; } = ByteBuffer.LargeSize;

    /// <summary>How long a client may take to show what it speaks, and then to prove who it is. Default 5 s each.</summary>
    public TimeSpan OpeningLimit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a client's first bytes decide what becomes of its connection.</summary>
    public bool LooksAtFirstBytes => Chains.Any(chain => chain.Tls is not null || !chain.Match.IsEmpty);
}
