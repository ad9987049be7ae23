using ActorMesh.Hocon.Findings;
using ActorMesh.Tests.Fast.Tidy;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings;

/// <summary>The pages in <c>docs/findings</c> are those that the lessons make. They hold what is said about every failing sample, word by word.</summary>
public sealed class FindingPagesTests
{
    /// <summary>Set to 1, the pages are written anew.</summary>
    private const string Write = "ACTORMESH_WRITE_DOCS";

    private static readonly string Folder = Path.Combine(SourceTree.Root, "docs", "findings");

    private static bool IsWriting => Environment.GetEnvironmentVariable(Write) == "1";

    [Fact]
    public void Every_page_is_there_as_its_lesson_makes_it()
    {
        foreach (var (file, text) in FindingPages.All())
        {
            var path = Path.Combine(Folder, file);
            if (IsWriting) WriteTo(path, text);
            Assert.True(File.Exists(path), $"docs/findings/{file} is missing: run this test with {Write}=1 and commit what it writes");
            var committed = File.ReadAllText(path);
            Assert.True(committed == text, $"docs/findings/{file} is not what its lesson makes: run this test with {Write}=1 and look at the difference");
        }
    }

    [Fact]
    public void No_page_is_about_a_code_that_does_not_exist()
    {
        var pages = FindingPages.All().Select(page => page.File).ToHashSet(StringComparer.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)!), file => !pages.Contains(file));
    }

    [Fact]
    public void Every_code_has_a_range_in_the_index() =>
        Assert.All(Lessons.All, lesson => Assert.Contains($"[{lesson.Code}]({lesson.Code}.md)", FindingPages.All().First().Text, StringComparison.Ordinal));

    private static void WriteTo(string path, string text)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(path, text);
    }
}
