using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0104UnknownKey
{
    public static Lesson Lesson => new("AM0104", DiagnosticSeverity.Error, "a key is not known")
    {
        Source = LessonSource.Text,
        Checks = "Every key must be one that reference.conf has at that place.",
        Why = "A misspelt key that is skipped in silence is the commonest reason why a policy \"does not work\": it was never read. It "
            + "is found in the outage in which it was needed.",
        Fix = "Take the name that the message suggests, or look the key up in reference.conf.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/", retires { max-attempts = 1 } }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/", retries { max-attempts = 1 } }
            }
            """,
    };
}
