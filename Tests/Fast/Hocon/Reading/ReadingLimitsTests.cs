using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>Texts that were made to exhaust a reader.</summary>
public sealed class ReadingLimitsTests
{
    private const string Values = "the references of this file ask for more than 2000000 values";

    [Theory]
    [InlineData("[x]", "${A} ${A}", Values)]
    [InlineData("{ x = 1 }", "{ l = ${A}, r = ${A} }", Values)]
    [InlineData("{ x = 1 }", "[${A}, ${A}]", Values)]
    [InlineData("0123456789", "${A}${A}", "the references of this file ask for more than 16777216 characters")]
    public void Doubling_again_and_again_is_refused(string first, string next, string message)
    {
        var lines = Enumerable.Range(1, 60).Select(i => $"a{i} = {next.Replace("A", $"a{i - 1}", StringComparison.Ordinal)}");
        Refused($"a0 = {first}\n{string.Join('\n', lines)}", message);
    }

    [Fact]
    public void References_that_all_ask_each_other_are_refused() =>
        Refused(string.Join('\n', Enumerable.Range(0, 30).Select(i => $"a{i} = ${{?a{(i + 1) % 30}}}${{?a{(i + 2) % 30}}}${{?a{(i + 3) % 30}}}x")), Values);

    [Fact]
    public void Object_that_unfolds_itself_is_refused() =>
        Refused("a = { b = {b = {b={}}}\n b = ${a} ${a}\n c = ${a.b} }\n a = ${a.b} { d = ${a} }", Values);

    [Fact]
    public void Long_chain_of_references_is_refused() =>
        Refused(string.Join('\n', Enumerable.Range(0, 1000).Select(i => $"a{i} = ${{a{i + 1}}}")) + "\na1000 = 1", "more than 256 references lead from one to the next");

    [Fact]
    public void Long_chain_that_was_followed_step_by_step_is_read()
    {
        var reading = Read("a0 = 1\n" + string.Join('\n', Enumerable.Range(1, 1000).Select(i => $"a{i} = ${{a{i - 1}}}")));
        Assert.Empty(reading.Diagnostics);
        Assert.Equal("1", Written.Of(reading.Root!.Value("a1000")));
    }

    [Fact]
    public void Adding_to_an_array_a_thousand_times_is_read() =>
        Assert.Equal(1000, Assert.IsType<ConfigArray>(Read(string.Concat(Enumerable.Repeat("a += x\n", 1000))).Root!.Value("a")).Items.Count);

    [Theory]
    [InlineData("a = ", "[", "]")]
    [InlineData("", "a {", "}")]
    [InlineData("a = ", "[{a = ", "}]")]
    public void Deep_nesting_is_refused(string start, string open, string close)
    {
        var reading = Read(start + string.Concat(Enumerable.Repeat(open, 100_000)) + string.Concat(Enumerable.Repeat(close, 100_000)));
        Assert.Equal("objects and arrays are nested more than 64 deep", Assert.Single(reading.Diagnostics).Message);
        Assert.NotNull(reading.Root);
    }

    [Fact]
    public void Long_path_is_refused()
    {
        var reading = Read(string.Concat(Enumerable.Repeat("a.", 100_000)) + "a = 1\nb = 2");
        Assert.Equal("this path has 100001 elements, at most 64 are read", Assert.Single(reading.Diagnostics).Message);
        Assert.Equal("{b:2}", Written.Of(reading.Root));
    }

    [Fact]
    public void Nesting_by_references_is_refused()
    {
        var lines = Enumerable.Range(1, 100).Select(i => $"a{i} {{ x = ${{a{i - 1}}} }}");
        var diagnostics = Read("a0 = 1\n" + string.Join('\n', lines)).Diagnostics;
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, diagnostic => Assert.Equal("with its references, this value is nested more than 64 deep", diagnostic.Message));
    }

    [Fact]
    public void Large_file_is_refused() => Refused(new string(' ', 4 * 1024 * 1024 + 1), "the file has 4194305 characters, at most 4194304 are read");

    [Fact]
    public void Diagnostics_end_after_two_hundred()
    {
        var diagnostics = Read(string.Concat(Enumerable.Repeat("a b\n", 1000))).Diagnostics;
        Assert.Equal(201, diagnostics.Count);
        Assert.Equal("800 more are not shown", diagnostics[^1].Message);
        Assert.Equal(DiagnosticSeverity.Error, diagnostics[^1].Severity);
    }

    private static ConfigReading Read(string text) => ConfigReader.Read(new SourceFile("m.conf", text));

    private static void Refused(string text, string message)
    {
        var reading = Read(text);
        Assert.Null(reading.Root);
        Assert.Equal(message, Assert.Single(reading.Diagnostics).Message);
    }
}
