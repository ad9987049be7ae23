using System.Buffers;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>Replaces what a pattern finds anywhere in the path.</summary>
internal sealed class PatternRewrite(PatternReplacement replacement) : PathRewrite
{
    public override void Write(ReadOnlySpan<byte> path, int matchedLength, ArrayBufferWriter<byte> output)
    {
        var replaced = replacement.Replace(path);
        // A target in origin form starts with a slash (RFC 9112 section 3.2.1), and the pattern may have eaten it.
        if (!replaced.AsSpan().StartsWith((byte)'/')) output.Write("/"u8);
        output.Write(replaced);
    }
}
