using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Running;

internal static class AM0902Stale
{
    public static Lesson Lesson => new("AM0902", DiagnosticSeverity.Warning, "a sidecar runs an old configuration")
    {
        Source = LessonSource.Running,
        Checks = "The version that a sidecar acknowledged last is compared with the current one, and how long it has been behind.",
        Why = "Half of the fleet on the old policy and half on the new one is the hardest state to debug: every request has its own "
            + "truth.",
        Fix = "Look at the connection between the sidecar and the control plane.",
        Scene = "10 Control plane and data plane",
    };
}
