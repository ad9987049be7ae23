using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Explaining;

/// <summary>The page of a code for programs.</summary>
internal sealed record LessonShape(
    string ApiVersion,
    string Kind,
    string Code,
    string Severity,
    string Title,
    string Source,
    string Checks,
    string Why,
    string Fix,
    string? Formula,
    string? Scene,
    string? Failing,
    string? Fixed)
{
    public static LessonShape Of(Lesson lesson) => new(
        "actormesh/v1",
        "Lesson",
        lesson.Code,
        lesson.Severity.Word(),
        lesson.Title,
        lesson.Source.ToString().ToLowerInvariant(),
        lesson.Checks,
        lesson.Why,
        lesson.Fix,
        lesson.Formula,
        lesson.Scene,
        lesson.Failing,
        lesson.Fixed);
}
