using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Running;

internal static class AM0904NoEndpoint
{
    public static Lesson Lesson => new("AM0904", DiagnosticSeverity.Error, "a service has no healthy endpoint")
    {
        Source = LessonSource.Running,
        Checks = "All endpoints of a service are ejected, fail their health checks, or are missing.",
        Why = "Callers get 503 at once. When several services report it together, look for what they share.",
        Fix = "describe the service: each endpoint is listed with the reason why it is out.",
        Scene = "07a Outlier detection",
    };
}
