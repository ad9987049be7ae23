using ActorMesh.Hocon.Importing.Writing;
using ActorMesh.Hocon.Reading;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Importing;

public sealed class HoconTextTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String[Gen.Char[" abcZ09-_.:/$\"\\{}[]=,+#`^?!@*&()\n\t\r\u0001é\ud7ff"], 0, 12],
        Gen.OneOf("null", "true", "off", "include", "1", "1s", "5%", "a b", "${x}", "//x", "#x", "\"\"\"", "a.b", "-", ""));

    [Fact]
    public void A_value_reads_back_as_what_it_was() => Texts.Sample(
        text =>
        {
            var read = ConfigReader.Read(new SourceFile("t", $"a = {HoconText.Value(text)}\n"));
            Assert.Empty(read.Diagnostics);
            Assert.Equal(text, ((ConfigScalar)read.Root!.Value("a")!).Text);
        },
        iter: 2000, threads: 1);

    [Fact]
    public void A_key_reads_back_as_what_it_was() => Texts.Where(text => text.Length > 0).Sample(
        text =>
        {
            var read = ConfigReader.Read(new SourceFile("t", $"{HoconText.Key(text)} = 1\n"));
            Assert.Empty(read.Diagnostics);
            Assert.Equal(text, Assert.Single(read.Root!.Entries).Key);
        },
        iter: 2000, threads: 1);

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("x-beta", "x-beta")]
    [InlineData("503", "\"503\"")]
    [InlineData("off", "\"off\"")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("/stock", "\"/stock\"")]
    public void Quotes_stand_where_they_are_needed(string text, string written) => Assert.Equal(written, HoconText.Value(text));

    [Fact]
    public void A_comment_stays_on_its_line() => Assert.Equal("# a b", HoconText.Comment("a\nb"));
}
