using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A replica has no zone where zones decide.</summary>
internal sealed class AM0428ZoneMissing() : MeshRule("AM0428", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a replica has no zone where zones decide",
        checks: "Where load-balancer.locality = weighted, all endpoints have a zone or none has.",
        why: "Traffic is shared out by zone. A replica without one is in no share: it is paid for, healthy, and idle.",
        fix: "Give it a zone.") with
    {
        Scene = "05 Cluster and load balancing",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = [{ address = "payments-1:8083", zone = a }, { address = "payments-2:8083" }]
                load-balancer.locality = weighted
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = [{ address = "payments-1:8083", zone = a }, { address = "payments-2:8083", zone = b }]
                load-balancer.locality = weighted
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from scope in view.HttpScopes
        where scope.Policies.LoadBalancer.Locality.Value == "weighted" && scope.Service.Endpoints.Any(endpoint => endpoint.Zone is not null)
        from endpoint in scope.Service.Endpoints
        where endpoint.Zone is null
        select At(
            endpoint.Span,
            $"{scope.Service.Path}.endpoints",
            $"{endpoint.Host}:{endpoint.Port} has no zone, and the traffic of {scope.Service.Name} is shared out by zone",
            "write zone = ... beside its address");
}
