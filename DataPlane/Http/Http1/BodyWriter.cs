using System.Buffers.Text;
using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>Puts a body into chunks (RFC 9112 section 7.1). Every chunk that leaves here was framed here.</summary>
internal static class BodyWriter
{
    private const int FramingMax = 8 + 2 + 2;

    /// <summary>Bytes that carry the message's end and nothing else.</summary>
    public static ReadOnlySpan<byte> LastChunk => "0\r\n\r\n"u8;

    public static void AppendChunk(ByteBuffer into, ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return;
        var room = into.Free(data.Length + FramingMax);
        Utf8Formatter.TryFormat((uint)data.Length, room, out var written, new System.Buffers.StandardFormat('x'));
        "\r\n"u8.CopyTo(room[written..]);
        data.CopyTo(room[(written + 2)..]);
        "\r\n"u8.CopyTo(room[(written + 2 + data.Length)..]);
        into.Advance(written + data.Length + 4);
    }
}
