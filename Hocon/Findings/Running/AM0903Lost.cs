using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Running;

internal static class AM0903Lost
{
    public static Lesson Lesson => new("AM0903", DiagnosticSeverity.Error, "a sidecar is lost")
    {
        Source = LessonSource.Running,
        Checks = "A sidecar that was known has not been heard of for longer than its lease.",
        Why = "It may still serve with its last configuration and its last certificate, and the certificate ends.",
        Fix = "See whether the process runs and can reach the control plane.",
        Scene = "10 Control plane and data plane",
    };
}
