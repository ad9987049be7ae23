using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Nothing takes a dead replica out.</summary>
internal sealed class AM0431DeadReplicasStay() : MeshRule("AM0431", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "nothing takes a dead replica out",
        checks: "A service of several replicas has outlier detection or a health check.",
        why: "One replica of four is dead, and a quarter of the requests fails for as long as nobody looks.",
        fix: "Leave outlier on, or switch health-check on.") with
    {
        Scene = "07a Outlier detection",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083", "payments-4:8083"]
                outlier = off
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083", "payments-4:8083"]
                outlier = on
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            if (scope.Policies is not { Outlier: null, HealthCheck: null }) continue;
            var count = scope.Service.Endpoints.Count;
            if (scope.Service.EndpointsDns is null && count < 2) continue;
            var share = count > 1 ? $"1 of {count} requests goes to it" : "its share of the requests goes to it";
            yield return At(
                Place.Closest(scope.PlaceOf("outlier"), scope.PlaceOf("health-check")),
                $"both outlier and health-check are off: when a replica of {scope.Service.Name} is dead, {share} and fails",
                "write outlier = on or health-check = on");
        }
    }
}
