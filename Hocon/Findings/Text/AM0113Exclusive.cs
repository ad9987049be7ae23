using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0113Exclusive
{
    public static Lesson Lesson => new("AM0113", DiagnosticSeverity.Error, "two things are written of which only one can be")
    {
        Source = LessonSource.Text,
        Checks = "Keys that decide the same thing do not stand together, such as split and redirect, or path and path-prefix.",
        Why = "One of them would win by a rule that nobody remembers, and the other would look as if it were in force.",
        Fix = "Keep the one that you mean.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/", routes.all { redirect { host = "pay.example" }, respond { status = 404 } } }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/", routes.all { respond { status = 404 } } }
            }
            """,
    };
}
