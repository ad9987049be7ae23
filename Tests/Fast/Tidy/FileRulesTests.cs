using System.Text.RegularExpressions;
using Xunit;

namespace ActorMesh.Tests.Fast.Tidy;

/// <summary>What every source file of the product keeps to.</summary>
public sealed partial class FileRulesTests
{
    private const int LinesMax = 300;

    [Fact]
    public void There_are_files_to_look_at() => Assert.True(SourceTree.Files.Count > 200, $"{SourceTree.Files.Count} files");

    [Fact]
    public void No_file_asks_to_be_two() =>
        None(from file in SourceTree.Files let length = SourceTree.Lines(file).Length where length > LinesMax select $"{file}: {length} lines");

    [Fact]
    public void No_name_says_nothing() =>
        None(SourceTree.Files.Where(file => file.Split('/').Any(part => NamelessNames().IsMatch(Path.GetFileNameWithoutExtension(part)))));

    [Fact]
    public void Nothing_is_left_for_later() =>
        None(Matches(Leftovers()));

    [Fact]
    public void Namespaces_follow_folders() =>
        None(SourceTree.Files.Where(file =>
        {
            var declared = SourceTree.Lines(file).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal));
            var expected = $"namespace ActorMesh.{Path.GetDirectoryName(file)!.Replace('/', '.')};";
            return declared is not null && declared != expected;
        }));

    private static void None(IEnumerable<string> violations) => Assert.Equal("", string.Join('\n', violations));

    private static IEnumerable<string> Matches(Regex pattern) =>
        from file in SourceTree.Files
        from line in SourceTree.Lines(file).Select((text, index) => (Text: text, Number: index + 1))
        where pattern.IsMatch(line.Text)
        select $"{file}:{line.Number}: {line.Text.Trim()}";

    [GeneratedRegex("^(.*Utils?|.*Helpers?|Common|.*Manager|Base|.*Impl|New[A-Z].*)$", RegexOptions.NonBacktracking)]
    private static partial Regex NamelessNames();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b", RegexOptions.NonBacktracking)]
    private static partial Regex Leftovers();
}
