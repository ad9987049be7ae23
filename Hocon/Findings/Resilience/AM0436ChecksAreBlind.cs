using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Health checks alone see no bad answers.</summary>
internal sealed class AM0436ChecksAreBlind() : MeshRule("AM0436", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "health checks alone see no bad answers",
        checks: "Where health-check is on for several replicas, outlier is on as well.",
        why: "The replica has lost its database. /healthz answers 200, because the process is fine; every other "
            + "request gets 500. The check sees what it asks for and nothing else.",
        fix: "Leave outlier on beside the health check: it looks at real answers.") with
    {
        Scene = "07a Outlier detection",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083"]
                outlier = off, health-check.path = "/healthz"
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083"]
                health-check.path = "/healthz"
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            if (scope.Policies is not { Outlier: null, HealthCheck: { } check }) continue;
            if (scope.Service.EndpointsDns is null && scope.Service.Endpoints.Count < 2) continue;
            yield return At(
                Place.Closest(scope.PlaceOf("outlier"), scope.PlaceOf("health-check")),
                $"a replica of {scope.Service.Name} that answers {check.Path.Value} and fails everything else stays in",
                "write outlier = on");
        }
    }
}
