using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0112Missing
{
    public static Lesson Lesson => new("AM0112", DiagnosticSeverity.Error, "something that must be written is missing")
    {
        Source = LessonSource.Text,
        Checks = "Keys that reference.conf calls required are there, and those that need each other stand together.",
        Why = "A service without a port, or a certificate without its key, cannot run. It is said before anything starts and not by a "
            + "half of the fleet.",
        Fix = "Write what the message names.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            mesh { name = shop }
            services {
              payments { expose = "/" }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/" }
            }
            """,
    };
}
