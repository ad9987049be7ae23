using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A budget bounds nothing, or everything.</summary>
internal sealed class AM0419BudgetWithoutEffect() : MeshRule("AM0419", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a budget bounds nothing, or everything",
        checks: "The ratio of a budget is above 0% and below 100%.",
        why: "At 100% every request may be retried once, so a failing callee gets twice its traffic. At 0% a busy service retries at "
            + "the floor alone: thousands of requests share a handful of retries.",
        fix: "Write 10% or 20%.") with
    {
        Scene = "06 Timeout and retry budget",
        Formula = "retries in a window <= ratio x requests + min-per-second x window",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                retries.budget.ratio = 100%
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

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            if (scope.Policies.Retries is not { MaxAttempts.Value: > 1, Budget: { Ratio.Value: <= 0 or >= 1 } budget }) continue;
            var ratio = budget.Ratio.Value;
            yield return At(
                scope.PlaceOf("retries.budget.ratio"),
                ratio > 0
                    ? "a budget of 100% lets every request be retried"
                    : $"a budget of 0% lets {budget.MinPerSecond.Value} retries through each second, however many requests there are",
                "write ratio = 20%");
        }
    }
}
