using ActorMesh.Hocon.Reading;
using ActorMesh.Tests.Fast.Tidy;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

/// <summary>Edits of a real file change what they name and nothing else.</summary>
public sealed class EditedExampleTests
{
    private static readonly SourceFile Example = new("every-knob.conf", File.ReadAllText(Path.Combine(SourceTree.Root, "Hocon", "Examples", "every-knob.conf")));

    private static readonly IReadOnlyList<(string[] Path, ConfigValue Value)> Values = [.. All(ConfigReader.Read(Example).Root!, [])];

    private static readonly Gen<int> Places = Gen.Int[0, Values.Count - 1];

    private static readonly string[] NewValues = ["7", "\"a b\"", "[x, y]", "null", "2s", "\"\"\"a\nb\"\"\""];

    [Fact]
    public void Value_that_is_set_reads_back_and_all_else_is_as_it_was() =>
        Gen.Select(Places, Gen.Int[0, NewValues.Length - 1]).Sample(
            (place, value) =>
            {
                var (path, old) = Values[place];
                var edit = ConfigEditor.Set(Example, path, NewValues[value]);
                Assert.Null(edit.Refusal);
                var expected = Written.Of(ConfigReader.Read(new SourceFile("v", $"v = {NewValues[value]}")).Root!.Value("v"));
                Assert.Equal(Others(Example, path).Append(expected), Others(edit.File, path).Append(Written.Of(ConfigReader.Read(edit.File).Root!.At(path))));
                if (old is not ConfigObject)
                    Assert.Equal(Example.Text[..old.Span.Offset] + NewValues[value] + Example.Text[(old.Span.Offset + old.Span.Length)..], edit.File.Text);
            },
            iter: 300);

    [Fact]
    public void Key_that_is_removed_is_gone_and_all_else_is_as_it_was() =>
        Places.Sample(
            place =>
            {
                var path = Values[place].Path;
                var edit = ConfigEditor.Remove(Example, path);
                Assert.Null(edit.Refusal);
                Assert.Null(ConfigReader.Read(edit.File).Root!.At(path));
                Assert.Equal(Others(Example, path), Others(edit.File, path));
            },
            iter: 300);

    [Fact]
    public void Key_that_is_added_is_all_that_is_added() =>
        Places.Where(place => Values[place].Value is ConfigObject).Sample(
            place =>
            {
                string[] path = [.. Values[place].Path, "a new.key"];
                var edit = ConfigEditor.Set(Example, path, "5");
                Assert.Null(edit.Refusal);
                Assert.Equal("5", Written.Of(ConfigReader.Read(edit.File).Root!.At(path)));
                Assert.Equal(Others(Example, path), Others(edit.File, path));
                var added = edit.File.Text.Length - Example.Text.Length;
                Assert.Contains("\"a new.key\" = 5", edit.File.Text, StringComparison.Ordinal);
                var at = edit.File.Text.IndexOf("\"a new.key\" = 5", StringComparison.Ordinal);
                var start = Enumerable.Range(at - added, added + 1).First(from => edit.File.Text.Remove(from, added) == Example.Text);
                Assert.InRange(start, at - added, at);
            },
            iter: 100);

    private static IEnumerable<(string[] Path, ConfigValue Value)> All(ConfigObject within, string[] path) =>
        within.Entries.SelectMany(entry => (IEnumerable<(string[], ConfigValue)>)[([.. path, entry.Key], entry.Value), .. entry.Value is ConfigObject members ? All(members, [.. path, entry.Key]) : []]);

    /// <summary>Path and value of all that is not at, below or above a path.</summary>
    private static IEnumerable<string> Others(SourceFile file, string[] path) =>
        from value in All(ConfigReader.Read(file).Root!, [])
        where value.Value is not ConfigObject && !value.Path.Take(path.Length).SequenceEqual(path)
        select $"{string.Join('/', value.Path)} = {Written.Of(value.Value)}";
}
