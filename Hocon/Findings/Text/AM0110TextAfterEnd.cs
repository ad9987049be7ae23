using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Text;

internal static class AM0110TextAfterEnd
{
    public static Lesson Lesson => new("AM0110", DiagnosticSeverity.Error, "text after the last brace would be lost")
    {
        Source = LessonSource.Text,
        Checks = "Nothing but space and comments follows the brace that closes the file.",
        Why = "One brace too early, and everything below it is outside. A reader that stops there runs a mesh without those services "
            + "and does not say so.",
        Fix = "Move the brace to the end of the file.",
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            {
              mesh { name = shop }
              services {
                payments { port = 8083, expose = "/" }
              }
            }
            services.orders { port = 8081, expose = "/orders" }
            """,
        Fixed = """
            {
              mesh { name = shop }
              services {
                payments { port = 8083, expose = "/" }
              }
              services.orders { port = 8081, expose = "/orders" }
            }
            """,
    };
}
