using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Ejection can take out every replica.</summary>
internal sealed class AM0407EjectionEmptiesPool() : MeshRule("AM0407", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "ejection can take out every replica",
        checks: "outlier.max-ejected leaves at least one replica in, or always-keep-one is on.",
        why: "A bad deployment makes all replicas fail alike. Outlier detection takes out one after the other, and turns an error rate "
            + "of 30% into one of 100%.",
        fix: "Write max-ejected = 34%, or always-keep-one = on.") with
    {
        Scene = "07a Outlier detection",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083"]
                outlier { max-ejected = 100%, always-keep-one = off }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083"]
                outlier { max-ejected = 100%, always-keep-one = on }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            if (scope.Policies.Outlier is not { AlwaysKeepOne.Value: false, MaxEjected.Value: >= 1 } outlier) continue;
            yield return At(
                Place.Closest(scope.PlaceOf("outlier.max-ejected"), scope.PlaceOf("outlier.always-keep-one")),
                $"up to {Amount.Share(outlier.MaxEjected.Value)} of the replicas may be ejected, and none is kept",
                "write always-keep-one = on, or max-ejected = 34%");
        }
    }
}
