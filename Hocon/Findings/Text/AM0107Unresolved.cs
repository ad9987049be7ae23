using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0107Unresolved
{
    public static Lesson Lesson => new("AM0107", DiagnosticSeverity.Error, "a substitution finds nothing")
    {
        Source = LessonSource.Text,
        Checks = "${path} names a key of the file or a variable of the environment. ${?path} may be missing.",
        Why = "An empty text in the place of a name makes a mesh that starts and talks to nobody, on the one machine where the variable "
            + "is not set.",
        Fix = "Define what is named, or write ${?path} after a default when it may be missing.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/", timeout.request = ${vars.slow} }
            }
            """,
        Fixed = """
            vars.slow = 20s
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/", timeout.request = ${vars.slow} }
            }
            """,
    };
}
