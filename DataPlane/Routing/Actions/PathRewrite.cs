using System.Buffers;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>How the path changes on the way: the part that the route matched is replaced, or all that a pattern finds in it.</summary>
internal abstract class PathRewrite
{
    /// <summary>Appends the new path to <paramref name="output"/>.</summary>
    /// <param name="path">The path as received, without query.</param>
    /// <param name="matchedLength">How many of its bytes the route matched.</param>
    /// <param name="output">Takes the new path.</param>
    public abstract void Write(ReadOnlySpan<byte> path, int matchedLength, ArrayBufferWriter<byte> output);

    /// <summary>Appends new path and old query. A query that the rewrite made and the old one become one.</summary>
    public void WriteTarget(ReadOnlySpan<byte> path, ReadOnlySpan<byte> queryWithMark, int matchedLength, ArrayBufferWriter<byte> output)
    {
        var start = output.WrittenCount;
        Write(path, matchedLength, output);
        if (queryWithMark.IsEmpty) return;
        var hasQuery = output.WrittenSpan[start..].Contains((byte)'?');
        output.Write(hasQuery ? "&"u8 : "?"u8);
        output.Write(queryWithMark[1..]);
    }
}
