using System.Text.Json;
using ActorMesh.Cli.Output;
using CsCheck;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace ActorMesh.Tests.Fast.Cli.Output;

public sealed class YamlTextTests
{
    [Fact]
    public void Objects_lists_and_scalars_are_written_in_blocks()
    {
        const string Json = """{"kind":"Plan","empty":[],"none":{},"on":true,"count":3,"share":0.5,"nothing":null,"items":[{"a":"x","b":["w","z"]}]}""";
        const string Expected = """
            kind: Plan
            empty: []
            none: {}
            "on": true
            count: 3
            share: 0.5
            nothing: null
            items:
            - a: x
              b:
              - w
              - z

            """;
        Assert.Equal(Expected, Yaml(Json));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("No")]
    [InlineData("12")]
    [InlineData("1e3")]
    [InlineData("y")]
    [InlineData("~")]
    [InlineData("a: b")]
    [InlineData("- a")]
    [InlineData("12:30:45")]
    public void What_could_be_taken_for_something_else_is_quoted(string text) =>
        Assert.Equal($"- \"{text}\"\n", Yaml(JsonSerializer.Serialize(new[] { text })));

    [Fact]
    public void Every_text_comes_back() =>
        Gen.String[Gen.Char[' ', '\u02ff'], 0, 40].Sample(text =>
        {
            using var reader = new StringReader(Yaml(JsonSerializer.Serialize(new Dictionary<string, string> { ["k"] = text })));
            var stream = new YamlStream();
            stream.Load(reader);
            var value = (YamlScalarNode)((YamlMappingNode)stream.Documents[0].RootNode).Children[new YamlScalarNode("k")];
            Assert.Equal(text, value.Value);
        });

    private static string Yaml(string json)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        using var document = JsonDocument.Parse(json);
        YamlText.Write(document.RootElement, writer);
        return writer.ToString();
    }
}
