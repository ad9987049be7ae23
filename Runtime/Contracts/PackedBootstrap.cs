using System.IO.Compression;
using System.Security.Cryptography;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts;

/// <summary>What a workload runs as it goes between nodes: a bootstrap, packed by Brotli, with its SHA-256.</summary>
public static class PackedBootstrap
{
    /// <summary>What a packed one may weigh, in bytes.</summary>
    public const int PackedMax = 512 * 1024;

    /// <summary>What it may come to when unpacked, in bytes.</summary>
    public const int UnpackedMax = 32 * 1024 * 1024;

    /// <returns>The hash of the whole, and the packed whole, however long.</returns>
    public static (ByteString Hash, ByteString Packed) Pack(Bootstrap bootstrap)
    {
        const int quality = 5, window = 22;
        var content = bootstrap.ToByteArray();
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(content.Length)];
        if (!BrotliEncoder.TryCompress(content, packed, out var length, quality, window)) throw new InvalidOperationException("a buffer for the worst case was too small");
        return (UnsafeByteOperations.UnsafeWrap(SHA256.HashData(content)), UnsafeByteOperations.UnsafeWrap(packed.AsMemory(0, length)));
    }

    /// <exception cref="InvalidDataException">It is damaged, too large, or not what its hash says.</exception>
    public static Bootstrap Unpack(WorkloadState state)
    {
        if (state.Packed.Length > PackedMax) throw new InvalidDataException($"{state.Packed.Length} bytes are more than a bootstrap may have when packed");
        using var content = new MemoryStream();
        try
        {
            using var packed = new BrotliStream(new MemoryStream(state.Packed.ToByteArray()), CompressionMode.Decompress);
            var buffer = new byte[64 * 1024];
            for (int count; (count = packed.Read(buffer)) > 0;)
            {
                content.Write(buffer, 0, count);
                if (content.Length > UnpackedMax) throw new InvalidDataException($"a bootstrap of more than {UnpackedMax} bytes");
            }
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException("a packed bootstrap is cut short or damaged", e);
        }
        return Parse(content.GetBuffer().AsSpan(0, (int)content.Length), state.Hash.Span);
    }

    private static Bootstrap Parse(ReadOnlySpan<byte> content, ReadOnlySpan<byte> hash)
    {
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(hash)) throw new InvalidDataException("a bootstrap does not have the hash that it came with");
        try
        {
            return Bootstrap.Parser.ParseFrom(content);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"a bootstrap is not encoded as it should be: {e.Message}", e);
        }
    }
}
