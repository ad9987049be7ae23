using System.Text;
using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Tests.Fast.Hocon.Findings;

/// <summary>Writes the pages of the manual that are about findings: one for each code, and the list of all.</summary>
internal static class FindingPages
{
    private const string Generated = "<!-- Written from Hocon/Findings by the tests; change it there. -->";

    private static readonly (string Prefix, string About)[] Ranges =
    [
        ("AM01", "The text and its types"),
        ("AM02", "References"),
        ("AM03", "Routing"),
        ("AM04", "Resilience"),
        ("AM05", "Security"),
        ("AM06", "Telemetry"),
        ("AM07", "Endpoints"),
        ("AM08", "Import and export"),
        ("AM09", "The running mesh"),
    ];

    /// <returns>The name of each file below <c>docs/findings</c>, and its text.</returns>
    public static IEnumerable<(string File, string Text)> All()
    {
        yield return ("README.md", Index());
        foreach (var lesson in Lessons.All) yield return ($"{lesson.Code}.md", Page(lesson));
    }

    private static string Index()
    {
        var page = new StringBuilder();
        page.Append("# Findings\n\n").Append(Generated).Append("\n\n");
        page.Append("What ActorMesh says about a mesh file, about what it imports, and about a mesh that runs. A code is never used for anything else.\n");
        page.Append("An error refuses the file; a warning runs, though probably not as meant; a note is good to know. `actormesh explain CODE` shows the same.\n");
        foreach (var (prefix, about) in Ranges)
        {
            page.Append("\n## ").Append(about).Append("\n\n| code | | what is wrong |\n|---|---|---|\n");
            foreach (var lesson in Lessons.All.Where(lesson => lesson.Code.StartsWith(prefix, StringComparison.Ordinal)))
                page.Append("| [").Append(lesson.Code).Append("](").Append(lesson.Code).Append(".md) | ").Append(lesson.Severity.Word()).Append(" | ").Append(lesson.Title).Append(" |\n");
        }
        return page.ToString();
    }

    private static string Page(Lesson lesson)
    {
        var page = new StringBuilder();
        page.Append("# ").Append(lesson.Code).Append(": ").Append(lesson.Title).Append("\n\n").Append(Generated).Append("\n\n");
        page.Append(Capital(lesson.Severity.Word())).Append(", found ").Append(Where(lesson.Source)).Append('.');
        if (lesson.Scene is { } scene) page.Append(" Scene ").Append(scene).Append('.');
        page.Append('\n');
        Section(page, "What is checked", lesson.Checks);
        if (lesson.Formula is { } formula) Block(page, "", formula);
        Section(page, "Why it matters", lesson.Why);
        if (lesson.Failing is { } failing)
        {
            page.Append("\n## A mesh that has it\n");
            Block(page, "hocon", failing);
            Block(page, "", Told(lesson.Code, failing));
        }
        Section(page, "How to fix it", lesson.Fix);
        if (lesson.Fixed is { } put) Block(page, "hocon", put);
        page.Append("\n[All findings](README.md)\n");
        return page.ToString();
    }

    /// <summary>As <c>actormesh lint</c> shows it.</summary>
    private static string Told(string code, string text) => string.Join(
        '\n',
        Linted.All(text).Where(finding => finding.Code == code).Select(finding => Excerpt.Of(finding with { Path = "" })));

    private static void Section(StringBuilder page, string title, string text) => page.Append("\n## ").Append(title).Append("\n\n").Append(text).Append('\n');

    private static void Block(StringBuilder page, string language, string text) => page.Append("\n```").Append(language).Append('\n').Append(text).Append("\n```\n");

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string Where(LessonSource source) => source switch
    {
        LessonSource.Text => "in the text of the mesh file",
        LessonSource.Mesh => "in the mesh file as a whole, without running it",
        LessonSource.Exchange => "while importing or exporting",
        _ => "in the running mesh",
    };
}
