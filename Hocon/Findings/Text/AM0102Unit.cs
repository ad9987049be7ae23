using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0102Unit
{
    public static Lesson Lesson => new("AM0102", DiagnosticSeverity.Error, "a number has no unit, or one that is not known")
    {
        Source = LessonSource.Text,
        Checks = "Durations need us, ms, s, m, h or d; shares need %; rates need /s, /m or /h; sizes need B, kB, KiB, MB or MiB.",
        Why = "A bare 5 is five seconds to the one who writes it and five milliseconds to many readers. At five milliseconds every "
            + "request times out, is retried, and the callee is hit three times as hard: an outage of one character.",
        Fix = "Write the unit.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/", timeout.request = 5 }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/", timeout.request = 5s }
            }
            """,
    };
}
