using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0106Range
{
    public static Lesson Lesson => new("AM0106", DiagnosticSeverity.Error, "a value is out of its range")
    {
        Source = LessonSource.Text,
        Checks = "Each number lies within the range that reference.conf gives its key.",
        Why = "A share of 120% or a port of 80830 cannot be meant. Cut down to the nearest possible value in silence it would still "
            + "run, and do something that nobody wrote.",
        Fix = "Write a value within the range that the message names.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            mesh { name = shop }
            services {
              payments { port = 80830, expose = "/" }
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
