using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Explaining;

/// <summary>The page of a code for people.</summary>
internal static class LessonText
{
    private const int LabelWidth = 9;

    public static void Write(Lesson lesson, TextWriter writer, Paint paint)
    {
        writer.WriteLine($"{paint.Yellow(lesson.Code)}: {lesson.Title}");
        writer.WriteLine();
        Part("Kind", $"{lesson.Severity.Word()}, found {Source(lesson.Source)}", writer);
        Part("Checks", lesson.Checks, writer);
        Part("Why", lesson.Why, writer);
        Part("Fix", lesson.Fix, writer);
        if (lesson.Formula is { } formula) Part("Formula", formula, writer);
        if (lesson.Scene is { } scene) Part("Scene", scene, writer);
        Sample("Wrong", lesson.Failing, writer);
        Sample("Right", lesson.Fixed, writer);
    }

    /// <summary>One part of a page: a label, and sentences beside it.</summary>
    public static void Part(string label, string text, TextWriter writer, int width = LabelWidth) =>
        writer.WriteLine($"{label.PadRight(width)}{Paragraph.Wrap(text, width)}");

    private static void Sample(string label, string? text, TextWriter writer)
    {
        if (text is null) return;
        writer.WriteLine();
        writer.WriteLine(label);
        foreach (var line in text.TrimEnd('\n').Split('\n')) writer.WriteLine($"  {line}".TrimEnd());
    }

    private static string Source(LessonSource source) => source switch
    {
        LessonSource.Text => "in the text of a mesh file",
        LessonSource.Mesh => "in the mesh as a whole",
        LessonSource.Exchange => "in import and export",
        _ => "while the mesh runs",
    };
}
