using System.IO.Compression;
using System.Security.Cryptography;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using CsCheck;
using Google.Protobuf;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Contracts;

/// <summary>A mesh survives being packed; what is damaged, too large or a bomb is refused with words.</summary>
public sealed class MeshDocumentsTests
{
    private static readonly Gen<MeshSources> Sources = Gen.Select(
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 8], Gen.String).List[1, 5],
        Gen.Dictionary(Gen.String[Gen.Char.AlphaNumeric, 1, 8], Gen.String)[0, 5],
        (files, environment) =>
        {
            var sources = new MeshSources();
            foreach (var (name, text) in files) sources.Files.Add(new MeshSources.Types.File { Name = name, Text = text });
            foreach (var (name, value) in environment.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                sources.Environment.Add(new MeshSources.Types.Variable { Name = name, Value = value });
            return sources;
        });

    [Fact]
    public void What_is_packed_comes_back() =>
        Sources.Sample(sources => Assert.Equal(sources, MeshDocuments.Unpack(MeshDocuments.Pack(sources))));

    [Fact]
    public void The_order_of_the_environment_does_not_count() =>
        Sources.Sample(sources =>
        {
            var turned = new MeshSources { Files = { sources.Files }, Environment = { sources.Environment.Reverse() } };
            Assert.Equal(MeshDocuments.Pack(sources).Hash, MeshDocuments.Pack(turned).Hash);
        });

    [Fact]
    public void A_changed_byte_is_never_accepted() =>
        Gen.Select(Sources, Gen.Int[0, int.MaxValue], Gen.Byte[1, 255]).Sample((sources, at, flip) =>
        {
            var document = MeshDocuments.Pack(sources);
            var packed = document.Packed.ToByteArray();
            packed[at % packed.Length] ^= flip;
            var damaged = new MeshDocument { Packed = ByteString.CopyFrom(packed), Hash = document.Hash };
            // A bit of Brotli's that means nothing may be turned; then the content is what it was.
            try
            {
                Assert.Equal(sources, MeshDocuments.Unpack(damaged));
            }
            catch (MeshDocumentException e)
            {
                Assert.NotEmpty(e.Message);
            }
        });

    [Fact]
    public void A_bomb_is_refused_before_it_is_large()
    {
        var content = new byte[200 * 1024 * 1024];
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(content);
        Assert.True(packed.Length < MeshDocuments.PackedMax);
        var bomb = new MeshDocument { Packed = ByteString.CopyFrom(packed.ToArray()), Hash = ByteString.CopyFrom(SHA256.HashData(content)) };
        var refusal = Assert.Throws<MeshDocumentException>(() => MeshDocuments.Unpack(bomb));
        Assert.True(refusal.IsTooLarge);
        Assert.Contains("16384 KiB", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_much_is_refused_when_it_is_packed()
    {
        var noise = Convert.ToBase64String(RandomBytes(MeshDocuments.PackedMax + 1024));
        var refusal = Assert.Throws<MeshDocumentException>(() => MeshDocuments.Pack(Of(noise)));
        Assert.True(refusal.IsTooLarge);
        Assert.Contains("512 KiB is the most", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("16384 KiB is the most", Assert.Throws<MeshDocumentException>(() => MeshDocuments.Pack(Of(new string('a', MeshDocuments.UnpackedMax)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_cut_short_is_refused()
    {
        var document = MeshDocuments.Pack(Of("services { a { port = 1 } }"));
        for (var length = 0; length < document.Packed.Length; length++)
        {
            var cut = new MeshDocument { Packed = ByteString.CopyFrom(document.Packed.Span[..length]), Hash = document.Hash };
            Assert.Throws<MeshDocumentException>(() => MeshDocuments.Unpack(cut));
        }

        Assert.Throws<MeshDocumentException>(() => MeshDocuments.Unpack(new MeshDocument { Packed = document.Packed }));
    }

    private static MeshSources Of(string text) => new() { Files = { new MeshSources.Types.File { Name = "mesh.conf", Text = text } } };

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
