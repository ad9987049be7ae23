namespace ActorMesh.Cli.Explaining;

/// <summary>The pages of all codes.</summary>
internal sealed record LessonListShape(string ApiVersion, string Kind, IReadOnlyList<LessonShape> Lessons)
{
    public static LessonListShape All() => new("actormesh/v1", "Lessons", [.. Hocon.Findings.Lessons.All.Select(LessonShape.Of)]);
}
