using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Running;

internal static class AM0907IdleReuse
{
    public static Lesson Lesson => new("AM0907", DiagnosticSeverity.Info, "connections are reset when reused after a pause")
    {
        Source = LessonSource.Running,
        Checks = "Among the requests that failed before their first byte, how many used a connection that had been idle for about as long "
            + "as the application keeps one.",
        Why = "The application closes an idle connection at the moment at which the proxy takes it out of its pool. It looks like a "
            + "random 503 in one of a thousand requests.",
        Fix = "Set timeout.idle below the application's keep-alive, or retry on reset-before-request.",
        Scene = "06 Timeout and retry budget",
    };
}
