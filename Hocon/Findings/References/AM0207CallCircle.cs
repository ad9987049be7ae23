using ActorMesh.Hocon.Findings.Calls;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.References;

/// <summary>Services call each other in a circle.</summary>
internal sealed class AM0207CallCircle() : MeshRule("AM0207", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "services call each other in a circle",
        checks: "Whoever follows calls from a service never comes back to it.",
        why: "One request can go round until every connection of the circle waits for the next one. Nothing times out first, because "
            + "everybody waits for everybody; and retries multiply at every turn.",
        fix: "Break the circle: let one of the services answer from what it has, or hand the work over without waiting.") with
    {
        Scene = "06 Timeout and retry budget",
        Failing = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              payments { port = 8083, calls = [orders] }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              payments { port = 8083 }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var circle in CallCircles.In(view.Graph))
        {
            var names = circle.Select(service => view.Services[service].Name).ToList();
            var last = view.Services[circle[^1]];
            var closing = last.Calls.First(call => call.Service == names[0]);
            yield return At(
                closing.Span,
                $"{last.Path}.calls",
                $"calls go in a circle: {Shown(names)}",
                $"see whether {last.Name} has to wait for {names[0]}; limits for the retries of one request are computed as "
                    + "if this call were not there");
        }
    }

    private const int NamesMax = 12;

    private static string Shown(List<string> names) =>
        names.Count <= NamesMax
            ? $"{string.Join(" -> ", names)} -> {names[0]}"
            : $"{string.Join(" -> ", names.Take(NamesMax))} -> {names.Count - NamesMax} more -> {names[0]}";
}
