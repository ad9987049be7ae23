using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Telemetry;

internal static class AM0602LabelFromHeader
{
    public static Lesson Lesson => new("AM0602", DiagnosticSeverity.Error, "a label takes its value from a header")
    {
        Checks = "No label of a metric takes its value from what a client sends. The mesh language has no key that would do so; the code "
            + "is kept for imported files.",
        Why = "Whoever can choose a header can choose how many series there are, and so how much memory the metrics take.",
        Fix = "Put the header into the access log or a span, which are stored once for each request and then forgotten.",
        Scene = "11 Trace and span",
    };
}
