using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

internal static class AM0504CertificateEnds
{
    public static Lesson Lesson => new("AM0504", DiagnosticSeverity.Warning, "a certificate is near its end")
    {
        Source = LessonSource.Running,
        Checks = "The time that is left of a certificate is compared with its lifetime and with the time of its rotation.",
        Why = "Certificates that end take down everything at once, on a weekend, years after whoever set them up has left.",
        Fix = "See why it was not rotated; cert rotate does it now.",
        Scene = "09 mTLS",
    };
}
