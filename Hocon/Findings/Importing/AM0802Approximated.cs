using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Importing;

internal static class AM0802Approximated
{
    public static Lesson Lesson => new("AM0802", DiagnosticSeverity.Info, "a field is carried over by approximation")
    {
        Source = LessonSource.Exchange,
        Checks = "The target has something that is close, not the same: a retry budget that counts concurrent retries becomes one that "
            + "counts over a window.",
        Why = "Nearly the same policy behaves differently in the one situation for which it was written.",
        Fix = "Read what the message says about the difference and adjust the number.",
        Scene = "01 Fifty services, fifty retry policies",
    };
}
