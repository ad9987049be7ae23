using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Configuration;

/// <summary>
/// What <c>per_connection_buffer_limit_bytes</c> comes to: a connection holds one read per direction and takes the next only when that has gone on,
/// so a limit that is below the largest read makes reads smaller, and any other is kept by construction.
/// </summary>
internal static class ReadSize
{
    /// <returns>Bytes that one read may take.</returns>
    public static int Of(uint? limit) => (int)Math.Min(limit ?? ByteBuffer.LargeSize, ByteBuffer.LargeSize);
}
