using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>An endpoint is the application itself.</summary>
internal sealed class AM0510EndpointBypassesSidecar() : MeshRule("AM0510", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "an endpoint is the application itself",
        checks: "No endpoint of a service has its app-port, which is behind its sidecar.",
        why: "Callers reach the application directly: no identity is asked for, no limit holds, nothing is counted. Everything works, "
            + "so nobody notices.",
        fix: "Write the port that the sidecar listens on.") with
    {
        Scene = "02 The sidecar",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:18083"]
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083"]
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        where service.AppPort.Value != service.Port.Value
        from endpoint in service.Endpoints
        where endpoint.Port == service.AppPort.Value
        select At(
            endpoint.Span,
            $"{service.Path}.endpoints",
            $"{endpoint.Host}:{endpoint.Port} is where the application of {service.Name} listens, behind its sidecar",
            $"write {endpoint.Host}:{service.Port.Value}");
}
