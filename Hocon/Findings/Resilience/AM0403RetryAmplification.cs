using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Retries multiply along the calls.</summary>
internal sealed class AM0403RetryAmplification() : MeshRule("AM0403", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "retries multiply along the calls",
        checks: "For each service: on the worst way from a client to it, the product of what one request can become at each hop. A hop "
            + "with a budget counts 1 + ratio, one without counts all its tries. Over 10 is a warning, over 100 an error.",
        why: "Each hop retries what the hop below has retried already. When the last service is slow, three tries at five hops are 243 "
            + "requests for one click: the retries are the outage, and they go on when its cause is gone.",
        fix: "Keep the budget on everywhere, and retry in one place.") with
    {
        Scene = "06 Timeout and retry budget",
        Formula = "without budgets: product of max-attempts x (1 + hedging.max) over the hops; with budgets: product of (1 + ratio). 5 hops "
            + "x 3 tries = 243; with 20% 2.49",
        Failing = """
            mesh {
              name = shop
              defaults.retries.budget = off
            }
            services {
              frontend { port = 8080, expose = "/", calls = [orders] }
              orders   { port = 8081, calls = [payments] }
              payments { port = 8083 }
            }
            """,
        Fixed = """
            mesh {
              name = shop
              defaults.retries.budget.ratio = 20%
            }
            services {
              frontend { port = 8080, expose = "/", calls = [orders] }
              orders   { port = 8081, calls = [payments] }
              payments { port = 8083 }
            }
            """,
    };

    private const double WarningOver = 10, ErrorOver = 100;

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        var amplification = view.Amplification;
        return Enumerable.Range(0, view.Graph.Count)
            .Where(service => amplification.At(service) > WarningOver && IsPeak(view, service))
            .OrderByDescending(amplification.At)
            .Select(service => Of(view, service));
    }

    /// <summary>Whether it gets no worse from there on; what is on the way to a peak is said by the peak.</summary>
    private static bool IsPeak(MeshView view, int service) =>
        view.Graph.CalleesOf(service).All(callee => view.Amplification.At(callee) <= view.Amplification.At(service));

    private Diagnostic Of(MeshView view, int service)
    {
        var way = RetryWay.To(view, service);
        var product = view.Amplification.At(service);
        return At(
            way.Place,
            $"one user request can become {Amount.Times(product)} at {view.Services[service].Name} ({way.Shown})",
            Amount.Times(way.WithBudgets) is var least && least != Amount.Times(product)
                ? $"with retries.budget {{ ratio = 20% }} at each of them it stays under {least}"
                : "each of them has a budget already: retry in one place, with retries.max-attempts = 1 at the others",
            product > ErrorOver ? DiagnosticSeverity.Error : null);
    }
}
