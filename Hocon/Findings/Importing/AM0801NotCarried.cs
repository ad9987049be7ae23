using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Importing;

internal static class AM0801NotCarried
{
    public static Lesson Lesson => new("AM0801", DiagnosticSeverity.Warning, "a field of the other mesh is not carried over")
    {
        Source = LessonSource.Exchange,
        Checks = "Each field of an imported or exported file that the target cannot express is named with its path.",
        Why = "A migration that drops one authorisation rule in silence opens a door; the two files are never compared again.",
        Fix = "Write the policy by hand in the mesh language, or decide that you can do without it.",
        Scene = "01 Fifty services, fifty retry policies",
    };
}
