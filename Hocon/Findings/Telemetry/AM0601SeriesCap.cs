using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Telemetry;

internal static class AM0601SeriesCap
{
    public static Lesson Lesson => new("AM0601", DiagnosticSeverity.Warning, "a metric reached its greatest number of series")
    {
        Source = LessonSource.Running,
        Checks = "The series of each metric are counted; from max-series-per-metric on, new ones are folded into one.",
        Why = "A label that takes its value from requests makes a series for each caller that invents one. The process that stores them "
            + "runs out of memory in the middle of an incident.",
        Fix = "Find the label that has too many values, or raise mesh.prometheus.max-series-per-metric.",
        Scene = "11 Trace and span",
    };
}
