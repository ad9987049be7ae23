using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Panic undoes ejection.</summary>
internal sealed class AM0408PanicUndoesEjection() : MeshRule("AM0408", DiagnosticSeverity.Info)
{
    public override Lesson Lesson => Titled(
        "panic undoes ejection",
        checks: "The share of replicas that is left after as many as possible were ejected, against load-balancer.panic.",
        why: "Below the panic threshold all replicas are used again, the bad ones included. The last ejection, the one that was needed "
            + "most, has the opposite effect.",
        fix: "Lower panic, or lower max-ejected.") with
    {
        Scene = "07a Outlier detection",
        Formula = "(replicas - ejected) / replicas >= panic",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083", "payments-4:8083"]
                outlier.max-ejected = 75%
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083", "payments-4:8083"]
                outlier.max-ejected = 50%
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var count = scope.Service.Endpoints.Count;
            if (scope.Policies.Outlier is not { } outlier || count < 2) continue;
            var panic = scope.Policies.LoadBalancer.Panic.Value;
            var ejected = Ejection.Most(outlier, count);
            // That nobody is left at all is said elsewhere.
            if (ejected == 0 || ejected == count || count - ejected >= panic * count) continue;
            yield return At(
                Place.Closest(scope.PlaceOf("outlier.max-ejected"), scope.PlaceOf("load-balancer.panic")),
                $"{ejected} of {count} replicas may be ejected, which leaves "
                    + $"{Amount.Share((double)(count - ejected) / count)}: below {Amount.Share(panic)} all are used again",
                $"write load-balancer.panic = {Amount.Share(Math.Floor(100.0 * (count - ejected) / count) / 100)}, or a "
                    + "smaller max-ejected");
        }
    }
}
