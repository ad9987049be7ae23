using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Running;

internal static class AM0901Refused
{
    public static Lesson Lesson => new("AM0901", DiagnosticSeverity.Error, "a sidecar refused its configuration")
    {
        Source = LessonSource.Running,
        Checks = "A sidecar answers each update with an acknowledgement or a refusal; this is a refusal, with its reason.",
        Why = "The last good configuration goes on serving, so nothing looks wrong until the next restart or the next change that "
            + "depends on this one.",
        Fix = "Put right what the reason names and apply again.",
        Scene = "10 Control plane and data plane",
    };
}
