using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts;

/// <summary>Messages of bytes that somebody else wrote.</summary>
public static class ForeignMessage
{
    /// <exception cref="InvalidDataException">
    /// The bytes are no such message. Google's parser has two exceptions for that: a wrapped number (<c>google.protobuf.UInt32Value</c>) that is cut
    /// short is an <see cref="InvalidOperationException"/>.
    /// </exception>
    public static IMessage Parse(MessageParser parser, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (Exception e) when (e is InvalidProtocolBufferException or InvalidOperationException)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }
}
