using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Outlier detection can eject nobody.</summary>
internal sealed class AM0422NothingEjected() : MeshRule("AM0422", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "outlier detection can eject nobody",
        checks: "outlier.max-ejected of the replicas is at least one replica, or always-keep-one is on, which also lets one be ejected.",
        why: "A tenth of five replicas is none. Detection is on, the bad replica is detected, and stays in.",
        fix: "Write a max-ejected of at least one replica, or always-keep-one = on.") with
    {
        Scene = "07a Outlier detection",
        Formula = "max-ejected x replicas >= 1",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083"]
                outlier { max-ejected = 10%, always-keep-one = off }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083"]
                outlier { max-ejected = 50%, always-keep-one = off }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var count = scope.Service.Endpoints.Count;
            if (scope.Policies.Outlier is not { } outlier || count < 2 || Ejection.Most(outlier, count) > 0) continue;
            yield return At(
                Place.Closest(scope.PlaceOf("outlier.max-ejected"), scope.PlaceOf("outlier.always-keep-one")),
                $"{Amount.Share(outlier.MaxEjected.Value)} of {count} replicas is none: nothing is ever ejected",
                $"write max-ejected = {Amount.Share(Math.Ceiling(100.0 / count) / 100)}, or always-keep-one = on");
        }
    }
}
