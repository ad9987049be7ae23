using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0108Include
{
    public static Lesson Lesson => new("AM0108", DiagnosticSeverity.Error, "an included file is missing, or includes itself")
    {
        Source = LessonSource.Text,
        Checks = "include names a file, relative to the file that includes it, and no file includes itself in the end.",
        Why = "A missing include that is skipped leaves out a whole file of policies, and what is left still parses.",
        Fix = "Name a file that is there, or write the text itself.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            include required(file("policies.conf"))
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/" }
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
