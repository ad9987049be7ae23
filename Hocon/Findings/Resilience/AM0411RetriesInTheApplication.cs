using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

internal static class AM0411RetriesInTheApplication
{
    public static Lesson Lesson => new("AM0411", DiagnosticSeverity.Warning, "the application retries as well")
    {
        Source = LessonSource.Running,
        Checks = "The library inside the application reports its own retry policy; its tries multiply with those of the sidecar.",
        Why = "Three tries in the client library and three in the sidecar are nine, and the budget of the sidecar sees only a third of "
            + "them as retries.",
        Fix = "Switch the retries of the application off, or those of the mesh for that callee: retries { max-attempts = 1 }.",
        Scene = "01 Fifty services, fifty retry policies",
        Formula = "tries of the application x tries of the mesh",
    };
}
