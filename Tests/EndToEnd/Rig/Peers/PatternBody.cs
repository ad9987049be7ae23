using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Rig.Peers;

/// <summary>Reads a body of <see cref="ByteStream"/> from a connection, whatever its size, and checks every byte.</summary>
internal sealed class PatternBody(WireConnection connection, BodyStream body)
{
    /// <summary>Bytes of the body that came.</summary>
    public long Position { get; private set; }

    /// <summary>False when a byte was not the one that belongs there.</summary>
    public bool IsRight { get; private set; } = true;

    public bool IsComplete => body.IsComplete;

    /// <summary>Takes what has come, waiting if nothing has; false when the body is whole or the connection has ended.</summary>
    public async Task<bool> Take()
    {
        if (body.IsComplete) return false;
        if (connection.Buffered.IsEmpty && !await connection.Receive()) return false;
        connection.Consume(body.Feed(connection.Buffered, content =>
        {
            IsRight = IsRight && ByteStream.Matches(Position, content);
            Position += content.Length;
        }));
        return !body.IsComplete;
    }

    /// <summary>Reads to the end of the body; true when it is whole and right.</summary>
    public async Task<bool> TakeAll()
    {
        while (await Take())
        {
        }

        return IsComplete && IsRight;
    }
}
