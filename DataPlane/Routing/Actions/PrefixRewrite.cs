using System.Buffers;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Replaces what the route matched: a prefix, or a whole path.</summary>
internal sealed class PrefixRewrite(byte[] replacement) : PathRewrite
{
    public override void Write(ReadOnlySpan<byte> path, int matchedLength, ArrayBufferWriter<byte> output)
    {
        output.Write(replacement);
        output.Write(path[matchedLength..]);
    }
}
