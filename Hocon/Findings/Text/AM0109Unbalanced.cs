using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0109Unbalanced
{
    public static Lesson Lesson => new("AM0109", DiagnosticSeverity.Error, "a brace, bracket or quote is never closed")
    {
        Source = LessonSource.Text,
        Checks = "Every { [ and \" has its end.",
        Why = "A reader that closes them by itself at the end of the file puts the services that follow inside the one before: half of "
            + "the mesh is gone.",
        Fix = "Close it where the message says that it began.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/"
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
