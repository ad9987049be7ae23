using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0101Syntax
{
    public static Lesson Lesson => new("AM0101", DiagnosticSeverity.Error, "the text is not HOCON")
    {
        Source = LessonSource.Text,
        Checks = "The text is read by the HOCON specification; what cannot be read is shown with its line.",
        Why = "A reader that guesses goes on with half of the file. The half that is missing is the policy that somebody relies on, and "
            + "nobody is told.",
        Fix = "Put right what the caret points at. All such places are listed at once.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/", timeout { request = 2s, idle } }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/", timeout { request = 2s, idle = 60s } }
            }
            """,
    };
}
