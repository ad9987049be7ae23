using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Endpoints;

internal static class AM0703NoRecord
{
    public static Lesson Lesson => new("AM0703", DiagnosticSeverity.Warning, "a DNS name has no record")
    {
        Source = LessonSource.Running,
        Checks = "The name of an endpoint was resolved and the answer was empty.",
        Why = "A service that was renamed keeps resolving from caches for a while, and then all of its callers fail together.",
        Fix = "Put the name right, or create the record.",
        Scene = "05 Cluster and load balancing",
    };
}
