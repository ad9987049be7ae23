using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts;

/// <summary>
/// Keeps the last good configuration on disk, so that a process that starts while nobody can be asked has what it had. It is replaced whole
/// or not at all, only its owner may read it, and what was torn, changed or written by something else is refused.
/// </summary>
/// <remarks>
/// All numbers are big-endian: 8 bytes "AMeshLG" and the format's version, 4 bytes length of the kind, the kind (UTF-8), 8 bytes epoch,
/// 8 bytes sequence, 8 bytes length, the bytes, SHA-256 of all that stands before it.
/// </remarks>
/// <param name="kind">What the bytes are, for instance <c>published-mesh</c>. A file of another kind is refused.</param>
public sealed class LastGoodFile(string path, string kind)
{
    /// <summary>A longer one is neither written nor read.</summary>
    public const int BytesMax = 64 * 1024 * 1024;

    private const int NumbersLength = 3 * sizeof(long);

    private readonly byte[] _kind = Encoding.UTF8.GetBytes(kind);

    public string Path => path;

    private static ReadOnlySpan<byte> Format => "AMeshLG\u0001"u8;

    private int HeadLength => Format.Length + sizeof(int) + _kind.Length + NumbersLength;

    /// <returns>Null when there is no file.</returns>
    /// <exception cref="InvalidDataException">The file is not whole, or not one of these; the message says what to do.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public LastGoodEntry? Read()
    {
        try
        {
            if (!File.Exists(path)) return null;
            var length = new FileInfo(path).Length;
            if (length > (long)BytesMax + HeadLength + SHA256.HashSizeInBytes) throw Refused($"it is {length} bytes long");
            return Parse(File.ReadAllBytes(path));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>As <see cref="Read()"/>, where the bytes are a message.</summary>
    public (LastGoodEntry Entry, T Message)? Read<T>(MessageParser<T> parser)
        where T : IMessage<T>
    {
        if (Read() is not { } entry) return null;
        try
        {
            return (entry, parser.ParseFrom(entry.Bytes.Span));
        }
        catch (InvalidProtocolBufferException e)
        {
            throw Refused(e.Message.TrimEnd('.'));
        }
    }

    /// <summary>Blocks until it is on the disk. Nothing changes when it throws.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(LastGoodEntry entry)
    {
        if (entry.Bytes.Length > BytesMax) throw new IOException($"{path} is not written: {entry.Bytes.Length} bytes are more than {BytesMax}");
        try
        {
            OwnerFile.Write(path, Bytes(entry));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path} cannot be written: {e.Message}", e);
        }
    }

    private byte[] Bytes(LastGoodEntry entry)
    {
        var all = new byte[HeadLength + entry.Bytes.Length + SHA256.HashSizeInBytes];
        Format.CopyTo(all);
        var rest = all.AsSpan(Format.Length);
        BinaryPrimitives.WriteInt32BigEndian(rest, _kind.Length);
        _kind.CopyTo(rest[sizeof(int)..]);
        var numbers = rest[(sizeof(int) + _kind.Length)..];
        BinaryPrimitives.WriteInt64BigEndian(numbers, entry.Epoch);
        BinaryPrimitives.WriteInt64BigEndian(numbers[sizeof(long)..], entry.Sequence);
        BinaryPrimitives.WriteInt64BigEndian(numbers[(2 * sizeof(long))..], entry.Bytes.Length);
        entry.Bytes.Span.CopyTo(numbers[NumbersLength..]);
        SHA256.HashData(all.AsSpan(0, all.Length - SHA256.HashSizeInBytes), all.AsSpan(all.Length - SHA256.HashSizeInBytes));
        return all;
    }

    private LastGoodEntry Parse(ReadOnlyMemory<byte> all)
    {
        var span = all.Span;
        if (!span.StartsWith(Format)) throw Refused("it is none of ours, or of another version");
        if (span.Length < Format.Length + sizeof(int) + SHA256.HashSizeInBytes) throw Refused("it ends early");
        if (!SHA256.HashData(span[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(span[^SHA256.HashSizeInBytes..])) throw Refused("its checksum is wrong");
        var rest = span[(Format.Length + sizeof(int))..^SHA256.HashSizeInBytes];
        if (BinaryPrimitives.ReadInt32BigEndian(span[Format.Length..]) != _kind.Length || !rest.StartsWith(_kind)) throw Refused($"it does not hold {kind}");
        if (rest.Length < _kind.Length + NumbersLength) throw Refused("it ends early");
        var numbers = rest[_kind.Length..];
        var length = BinaryPrimitives.ReadInt64BigEndian(numbers[(2 * sizeof(long))..]);
        if (length != numbers.Length - NumbersLength) throw Refused("its length is wrong");
        return new LastGoodEntry(
            BinaryPrimitives.ReadInt64BigEndian(numbers), BinaryPrimitives.ReadInt64BigEndian(numbers[sizeof(long)..]), all.Slice(HeadLength, (int)length));
    }

    private InvalidDataException Refused(string why) =>
        new($"{path} is not used: {why}. Delete it; it is written anew when the control plane answers");
}
