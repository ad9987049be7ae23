using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0105KeyTwice
{
    public static Lesson Lesson => new("AM0105", DiagnosticSeverity.Warning, "a key is set twice in one place")
    {
        Source = LessonSource.Text,
        Checks = "Within one pair of braces, a key that has a plain value is written a second time.",
        Why = "In HOCON the last one wins. Whoever edits the first one sees no effect, tries a larger number, and is surprised months "
            + "later when somebody removes the second.",
        Fix = "Remove one of the two.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083
                expose = "/"
                timeout.request = 2s
                timeout.request = 9s
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083
                expose = "/"
                timeout.request = 9s
              }
            }
            """,
    };
}
