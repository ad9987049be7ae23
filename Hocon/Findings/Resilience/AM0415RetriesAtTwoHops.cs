using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Two hops of one way retry without a budget.</summary>
internal sealed class AM0415RetriesAtTwoHops() : MeshRule("AM0415", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "two hops of one way retry without a budget",
        checks: "On the way to a service at most one hop retries without a budget. Not said where AM0403 says more.",
        why: "Two hops with three tries each are nine requests, and the upper one retries what the lower one has given up on already: "
            + "it cannot help, only load.",
        fix: "Retry at one hop, the one nearest to the failing service, or keep the budgets on.") with
    {
        Scene = "06 Timeout and retry budget",
        Formula = "product of the tries of the hops without a budget",
        Failing = """
            mesh {
              name = shop
              defaults.retries.budget = off
            }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              payments { port = 8083 }
            }
            """,
        Fixed = """
            mesh {
              name = shop
              defaults.retries.budget.ratio = 20%
            }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              payments { port = 8083 }
            }
            """,
    };

    private const double SaidElsewhereOver = 10;

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        if (view.Amplification.Worst > SaidElsewhereOver) yield break;
        for (var service = 0; service < view.Graph.Count; service++)
        {
            var tries = view.Amplification.TriesTo[service];
            // A way of two hops ends here only if this hop is one of them; longer ways multiply beyond what is looked at.
            if (!tries.Multiplies || tries.IsBudgeted || RetryWay.To(view, service) is not { Unbudgeted: > 1 } way) continue;
            yield return At(
                way.Place,
                $"one user request can become {Amount.Times(view.Amplification.At(service))} at "
                    + $"{view.Services[service].Name} ({way.Shown})",
                "write retries.max-attempts = 1 at all of them but one, or leave the budget on");
        }
    }
}
