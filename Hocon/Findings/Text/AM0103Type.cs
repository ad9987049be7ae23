using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0103Type
{
    public static Lesson Lesson => new("AM0103", DiagnosticSeverity.Error, "a value has the wrong type")
    {
        Source = LessonSource.Text,
        Checks = "Each value is read as the type that reference.conf gives its key.",
        Why = "Other readers take a word where a number should be as 0 or as \"not set\". A limit of 0 refuses everything; a limit that "
            + "is not set refuses nothing.",
        Fix = "Write a value of the type that the message names; the examples in reference.conf show one for every key.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            mesh { name = shop }
            services {
              payments { port = web, expose = "/" }
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
