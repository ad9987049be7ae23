using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Hedging and retries multiply.</summary>
internal sealed class AM0409HedgesAndRetries() : MeshRule("AM0409", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "hedging and retries multiply",
        checks: "hedging is on where max-attempts is more than 1.",
        why: "Each try may send its second copy, so three tries are six requests. Both are made for the moment in which the callee is "
            + "slow, which is when it can carry least.",
        fix: "Use one of them: hedging for a slow tail, retries for errors.") with
    {
        Scene = "06 Timeout and retry budget",
        Formula = "max-attempts x (1 + hedging.max)",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                hedging { delay = 200ms }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                hedging { delay = 200ms }
                retries.max-attempts = 1
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var tries = scope.Policies.Retries.MaxAttempts.Value;
            if (scope.Policies.Hedging is not { } hedging || tries < 2) continue;
            yield return At(
                Place.Closest(scope.PlaceOf("hedging"), scope.PlaceOf("retries.max-attempts")),
                $"{tries} tries, each with {hedging.Max.Value} more when it is slow, make up to "
                    + $"{tries * (1 + hedging.Max.Value)} requests of one",
                "write retries.max-attempts = 1 beside hedging, or hedging = off");
        }
    }
}
