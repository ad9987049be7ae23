namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>
/// How a proxy says in its answer that it has given up on something: it has tried, or what it needed refused it. Who reads that passes it on
/// and does not try again, since trying was done where the failure is. Without it every hop multiplies the tries of the next.
/// </summary>
public static class OriginMark
{
    /// <summary>The header; its value names who gave up on what.</summary>
    public static ReadOnlySpan<byte> Name => "x-actormesh-gave-up"u8;
}
