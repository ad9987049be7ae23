using System.IO.Compression;
using System.Security.Cryptography;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts;

/// <summary>Packs what a mesh was written as for the wire and the journal. Same sources, same hash.</summary>
public static class MeshDocuments
{
    /// <summary>What a packed document may weigh, in bytes: two of them fit into one message between nodes.</summary>
    public const int PackedMax = 512 * 1024;

    /// <summary>What it may come to when unpacked, in bytes.</summary>
    public const int UnpackedMax = 16 * 1024 * 1024;

    private const int HashLength = SHA256.HashSizeInBytes;
    private const int Quality = 6;
    private const int Window = 22;

    /// <exception cref="MeshDocumentException">It is too large.</exception>
    public static MeshDocument Pack(MeshSources sources)
    {
        var content = Sorted(sources).ToByteArray();
        if (content.Length > UnpackedMax)
            throw TooLarge($"the mesh and what it includes come to {content.Length / 1024} KiB; {UnpackedMax / 1024} KiB is the most");
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        if (!BrotliEncoder.TryCompress(content, packed, out var written, Quality, Window)) throw new InvalidOperationException("a buffer for the worst case was too small");
        if (written > PackedMax)
            throw TooLarge($"the mesh comes to {written / 1024} KiB when packed; {PackedMax / 1024} KiB is the most: split it into several meshes");
        return new MeshDocument { Packed = UnsafeByteOperations.UnsafeWrap(packed.AsMemory(0, written)), Hash = UnsafeByteOperations.UnsafeWrap(SHA256.HashData(content)) };
    }

    /// <exception cref="MeshDocumentException">It is too large, damaged, or not what its hash says.</exception>
    public static MeshSources Unpack(MeshDocument document)
    {
        if (document.Packed.Length > PackedMax) throw TooLarge($"a packed mesh of {document.Packed.Length / 1024} KiB; {PackedMax / 1024} KiB is the most");
        if (document.Hash.Length != HashLength) throw new MeshDocumentException($"the hash of a mesh has {document.Hash.Length} bytes, not {HashLength}");
        using var content = Decompress(document.Packed.Span);
        var span = content.GetBuffer().AsSpan(0, (int)content.Length);
        if (!SHA256.HashData(span).AsSpan().SequenceEqual(document.Hash.Span))
            throw new MeshDocumentException("the content of a mesh does not have the hash that it came with; it was damaged on its way: send it again");
        try
        {
            return MeshSources.Parser.ParseFrom(span);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new MeshDocumentException($"a mesh is not encoded as it should be: {e.Message}");
        }
    }

    // As much as there is, never more than the limit: a small input may claim gigabytes.
    private static MemoryStream Decompress(ReadOnlySpan<byte> packed)
    {
        using var decoder = new BrotliDecoder();
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var status = decoder.Decompress(packed, buffer, out var consumed, out var written);
            packed = packed[consumed..];
            content.Write(buffer, 0, written);
            if (content.Length > UnpackedMax) throw TooLarge($"a mesh comes to over {UnpackedMax / 1024} KiB when unpacked, which is the most");
            if (status == System.Buffers.OperationStatus.DestinationTooSmall) continue;
            if (status == System.Buffers.OperationStatus.Done && packed.IsEmpty) return content;
            throw new MeshDocumentException("a packed mesh cannot be unpacked: it is cut short or damaged; send it again");
        }
    }

    private static MeshSources Sorted(MeshSources sources)
    {
        var sorted = new MeshSources();
        sorted.Files.AddRange(sources.Files);
        sorted.Environment.AddRange(sources.Environment.OrderBy(variable => variable.Name, StringComparer.Ordinal));
        return sorted;
    }

    private static MeshDocumentException TooLarge(string message) => new(message) { IsTooLarge = true };
}
