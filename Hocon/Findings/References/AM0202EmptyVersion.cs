using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.References;

/// <summary>A version selects no endpoint.</summary>
internal sealed class AM0202EmptyVersion() : MeshRule("AM0202", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "a version selects no endpoint",
        checks: "At least one endpoint of the service has the label that the version asks for. Endpoints that are found by DNS are not "
            + "known before the mesh runs.",
        why: "A split that sends 10% to a version without replicas answers 10% of the users with 503, at random, and every health "
            + "check is green.",
        fix: "Give the endpoints their labels, or correct the label of the version.") with
    {
        Scene = "05 Cluster and load balancing",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                endpoints = [{ address = "orders-1:8081", labels { version = v1 } }]
                versions { v1 = "version=v1", v2 = "version=v2" }
                routes.all { match { path-prefix = "/" }, split { v1 = 90%, v2 = 10% } }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                endpoints = [
                  { address = "orders-1:8081", labels { version = v1 } }
                  { address = "orders-2:8081", labels { version = v2 } }
                ]
                versions { v1 = "version=v1", v2 = "version=v2" }
                routes.all { match { path-prefix = "/" }, split { v1 = 90%, v2 = 10% } }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        where service.EndpointsDns is null
        from version in service.Versions
        where !service.Endpoints.Any(version.Selects)
        select At(
            version.Span,
            $"{service.Path}.versions.{version.Name}",
            $"no endpoint of {service.Name} has the label {version.Label}={version.LabelValue}, so {version.Name} has no replica",
            $"write endpoints = [{{ address = \"{service.Name}-1:{service.Port.Value}\", labels {{ {version.Label} = "
                + $"{version.LabelValue} }} }}]");
}
