using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Retries have no budget.</summary>
internal sealed class AM0404NoBudget() : MeshRule("AM0404", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "retries have no budget",
        checks: "Where max-attempts is more than 1 there is a retries.budget. Not said where AM0403 says more.",
        why: "When a callee fails altogether, every request is tried to the last: three times the traffic for a service that could not "
            + "carry once. A budget stops at 1.2 times.",
        fix: "Remove budget = off, or write a ratio.") with
    {
        Scene = "06 Timeout and retry budget",
        Formula = "traffic of a callee that always fails: max-attempts without a budget, 1 + ratio with one",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                retries.budget = off
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                retries.budget.ratio = 10%
              }
            }
            """,
    };

    private const double SaidElsewhereOver = 10;

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var retries = scope.Policies.Retries;
            if (retries.Budget is not null || retries.MaxAttempts.Value < 2 || view.Amplification.Worst > SaidElsewhereOver) continue;
            yield return At(
                scope.PlaceOf("retries.budget"),
                $"{retries.MaxAttempts.Value} tries and no budget: a callee that fails gets {retries.MaxAttempts.Value} times its traffic",
                "write budget { ratio = 20% }: then it gets 1.2 times");
        }
    }
}
