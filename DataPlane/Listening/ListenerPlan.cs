using System.Net;
using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Routing.Authorization;
using ActorMesh.DataPlane.Routing.Exchange;

namespace ActorMesh.DataPlane.Listening;

/// <summary>One listener as configured, compiled: an address, and what is done with what comes in there.</summary>
public sealed record ListenerPlan(string Name, IPEndPoint Address, HttpConfiguration? Http, TcpConfiguration? Tcp)
{
    /// <summary>Who may connect.</summary>
    public ConnectionGuards Guards { get; init; } = ConnectionGuards.None;

    /// <summary>Bytes that one read from a client takes at most, which is what its connection holds. Default 64 KiB.</summary>
    public int ReadBytesMax { get; init; } = ByteBuffer.LargeSize;
}
