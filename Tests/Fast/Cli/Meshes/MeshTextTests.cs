using System.Text;
using ActorMesh.Cli.Meshes;
using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Meshes;

public sealed class MeshTextTests
{
    [Fact]
    public void Text_is_read_as_it_stands_without_its_byte_order_mark()
    {
        var read = Read([.. Encoding.UTF8.Preamble, .. "mesh { name = Åse }\r\n"u8]);
        Assert.Equal(("<stdin>", "mesh { name = Åse }\r\n"), (read.Name, read.Text));
    }

    [Theory]
    [InlineData(new byte[] { 0x7f, 0x45, 0x4c, 0x46, 0x00 }, "<stdin> is no text: it has zero bytes; a mesh file is UTF-8")]
    [InlineData(new byte[] { 0xff, 0xfe, 0x6d, 0x00 }, "<stdin> is no text: it has zero bytes; a mesh file is UTF-8")]
    [InlineData(new byte[] { 0x61, 0xe9, 0x61 }, "<stdin> is not UTF-8: the byte at offset 1 fits nowhere; save it as UTF-8")]
    [InlineData(new byte[] { 0xef, 0xbb, 0xbf, 0x61, 0xe9, 0x61 }, "<stdin> is not UTF-8: the byte at offset 4 fits nowhere; save it as UTF-8")]
    public void What_is_no_text_is_refused_with_the_reason(byte[] content, string expected) =>
        Assert.Equal(expected, Assert.Throws<IOException>(() => Read(content)).Message);

    [Fact]
    public void An_endless_stream_is_not_read_to_its_end()
    {
        var endless = new EndlessStream();
        var refused = Assert.Throws<IOException>(() => MeshText.Read("-", () => endless));
        Assert.Equal("<stdin> is over 16 MiB, too much for a mesh file", refused.Message);
        Assert.InRange(endless.Given, MeshText.BytesMax, MeshText.BytesMax + 1024 * 1024);
    }

    [Fact]
    public void Includes_are_found_beside_the_file_that_names_them()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var inner = folder.CreateSubdirectory("parts");
            File.WriteAllText(Path.Combine(inner.FullName, "a.conf"), "a = 1");
            File.WriteAllText(Path.Combine(inner.FullName, "empty.conf"), "");
            var main = new SourceFile(Path.Combine(folder.FullName, "mesh.conf"), "");
            var include = MeshSources.OfThisMachine.Include;
            var part = include(main, "parts/a.conf");
            Assert.Equal("a = 1", part?.Text);
            Assert.Null(include(part!, "empty.conf"));
            Assert.Null(include(part!, "parts/a.conf"));
            Assert.Null(include(main, "parts"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static SourceFile Read(byte[] content) => MeshText.Read("-", () => new MemoryStream(content));

    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            buffer.Fill((byte)'a');
            Given += buffer.Length;
            return buffer.Length;
        }
    }
}
