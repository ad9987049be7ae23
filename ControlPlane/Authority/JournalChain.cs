using System.Buffers.Binary;
using System.Security.Cryptography;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Ties each entry of the journal to all before it, so that a change to any of them shows.</summary>
internal static class JournalChain
{
    /// <summary>Before the first entry.</summary>
    public static readonly ByteString Start = UnsafeByteOperations.UnsafeWrap(new byte[SHA256.HashSizeInBytes]);

    /// <param name="before">The chain of the entry before.</param>
    /// <param name="number">Of the entry; from 1.</param>
    public static ByteString Next(ByteString before, long number, ByteString body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before.Span);
        Span<byte> octets = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(octets, number);
        hash.AppendData(octets);
        hash.AppendData(body.Span);
        return UnsafeByteOperations.UnsafeWrap(hash.GetHashAndReset());
    }

    public static JournalEntry Seal(ByteString before, long number, JournalEvent written)
    {
        var body = written.ToByteString();
        return new JournalEntry { Chain = Next(before, number, body), Body = body };
    }

    /// <exception cref="JournalException">It does not follow what was before it.</exception>
    public static JournalEvent Open(ByteString before, long number, JournalEntry entry)
    {
        if (!Next(before, number, entry.Body).Equals(entry.Chain))
            throw new JournalException($"entry {number} of the journal does not follow the one before: one of them was changed or is missing");
        try
        {
            return JournalEvent.Parser.ParseFrom(entry.Body);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new JournalException($"entry {number} of the journal cannot be read: {e.Message}");
        }
    }
}
