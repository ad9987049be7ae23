using ActorMesh.Hocon.Reading;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

public sealed class ConfigTextTests
{
    [Theory]
    [InlineData("v1", "v1")]
    [InlineData("500/s", "500/s")]
    [InlineData("20%", "20%")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("h:80", "\"h:80\"")]
    [InlineData("", "\"\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("//x", "\"//x\"")]
    [InlineData("a\"\\\n\t\u0001", "\"a\\\"\\\\\\n\\t\\u0001\"")]
    public void Text_has_quotes_where_it_needs_them(string text, string expected) => Assert.Equal(expected, ConfigText.Scalar(text));

    [Theory]
    [InlineData("a.b", "\"a.b\"")]
    [InlineData("include", "\"include\"")]
    [InlineData("x-beta", "x-beta")]
    public void Key_has_quotes_where_it_needs_them(string name, string expected) => Assert.Equal(expected, ConfigText.Key(name));

    [Fact]
    public void Any_key_and_text_read_back() =>
        Gen.Select(Gen.String[0, 12], Gen.String[0, 12]).Sample((key, text) =>
        {
            var reading = ConfigReader.Read(new SourceFile("m.conf", $"{ConfigText.Key(key)} = {ConfigText.Scalar(text)}"));
            Assert.Empty(reading.Diagnostics);
            var entry = Assert.Single(reading.Root!.Entries);
            Assert.Equal((key, text), (entry.Key, ((ConfigScalar)entry.Value).Text));
        });
}
