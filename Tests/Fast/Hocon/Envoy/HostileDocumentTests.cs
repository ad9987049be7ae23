using System.Text;
using ActorMesh.Hocon.Envoy;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Envoy;

/// <summary>Whatever stands in the file, reading ends soon, in diagnostics, and never in an exception.</summary>
public sealed class HostileDocumentTests
{
    private static readonly string Good = File.ReadAllText(ExampleFilesTests.PathOf("first-proxy.yaml"));

    [Theory]
    [InlineData("[")]
    [InlineData("{\"node\":")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Nesting_without_end_is_refused(string opening)
    {
        var text = new StringBuilder().Insert(0, opening, 200_000).ToString();

        AssertRefused(text, opening == "? " ? "a key must be a single value" : "nested deeper than 64 levels");
    }

    [Fact]
    public void Aliases_that_double_with_each_line_are_refused()
    {
        var text = new StringBuilder("node:\n  metadata:\n    a0: &a0 [x, x]\n");
        for (var i = 1; i < 60; i++) text.Append(null, $"    a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n");

        AssertRefused(text.ToString(), "the aliases of this file stand for more than 200000 values");
    }

    [Fact]
    public void Merge_keys_that_double_with_each_line_are_refused()
    {
        var text = new StringBuilder("node:\n  metadata:\n    a0: &a0 { x: 1 }\n");
        for (var i = 1; i < 60; i++) text.Append(null, $"    a{i}: &a{i} {{ l: *a{i - 1}, r: *a{i - 1}, <<: *a{i - 1} }}\n");

        AssertRefused(text.ToString(), "the aliases of this file stand for more than 200000 values");
    }

    [Fact]
    public void Aliases_cannot_nest_deeper_than_brackets_can()
    {
        var text = new StringBuilder("node:\n  metadata:\n    a0: &a0 [x]\n");
        for (var i = 1; i < 100; i++) text.Append(null, $"    a{i}: &a{i} [*a{i - 1}]\n");

        AssertRefused(text.ToString(), "nested deeper than 64 levels by this alias");
    }

    [Fact]
    public void A_file_that_is_too_large_is_not_even_parsed() =>
        AssertRefused(new string('#', (16 * 1024 * 1024) + 1), "the file is larger than 16 MiB");

    [Fact]
    public void A_file_of_too_many_values_is_refused() =>
        AssertRefused($"node: {{ metadata: {{ l: [{new StringBuilder().Insert(0, "1,", 1_000_000)}] }} }}", "the file holds more than 1000000 values");

    [Fact]
    public void A_million_problems_end_in_a_list_that_a_person_can_read()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 20_000; i++) text.Append(null, $"field{i}: 1\n");
        var diagnostics = BootstrapReader.Read(text.ToString(), "mesh.yaml").Diagnostics;

        Assert.Equal(201, diagnostics.Count);
        Assert.Equal("and 19801 more problems, which are not shown", diagnostics[^1].Message);
    }

    [Fact]
    public void A_huge_value_is_shown_in_part()
    {
        var diagnostic = BootstrapReader.Read($"static_resources: {{ clusters: [ {{ lb_policy: {new string('x', 100_000)} }} ] }}", "mesh.yaml")
            .Diagnostics.First(d => d.Path.EndsWith("lb_policy", StringComparison.Ordinal));

        Assert.InRange(diagnostic.ToString().Length, 80, 400);
    }

    [Fact]
    public void No_value_can_write_lines_or_terminal_codes_into_the_report()
    {
        var told = string.Concat(BootstrapReader.Read("\"a\\nb\\e[31m\": 1\nnode: { id: \"\\n\", locality: \"\\n\\e[0m\" }", "mesh.yaml").Diagnostics.Select(d => d.Message + d.Path + d.Hint));

        Assert.DoesNotContain('\n', told);
        Assert.DoesNotContain('\u001b', told);
    }

    [Fact]
    public void No_mutation_of_a_good_file_makes_the_reader_throw()
    {
        string[] pieces = ["{", "}", "[", "]", ":", "- ", "\n", "  ", "\t", "\"", "'", "&a ", "*a", "<<: *a", "!x ", "|", ">", "%", "@", "#", "\0", "\ud800", "~", "1e999", "---\n", "? ", ",", "null", "-1", "\u2028"];
        var edit = Gen.Select(Gen.Int[0, Good.Length - 1], Gen.Int[0, 40], Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]));

        edit.Array[1, 6].Sample(
            edits =>
            {
                var text = new StringBuilder(Good);
                foreach (var (at, removed, inserted) in edits)
                {
                    var start = Math.Min(at, text.Length);
                    text.Remove(start, Math.Min(removed, text.Length - start)).Insert(start, inserted);
                }
                var reading = BootstrapReader.Read(text.ToString(), "mesh.yaml");
                return reading.Bootstrap is not null || reading.Diagnostics.Count > 0;
            },
            iter: 3000);
    }

    [Fact]
    public void No_random_text_makes_the_reader_throw() =>
        Gen.String.Sample(text => BootstrapReader.Read(text, "mesh.yaml").Bootstrap is null || text.Length > 0, iter: 3000);

    private static void AssertRefused(string text, string problem)
    {
        var diagnostic = Assert.Single(BootstrapReader.Read(text, "mesh.yaml").Diagnostics);
        Assert.Equal(problem, diagnostic.Message);
    }
}
