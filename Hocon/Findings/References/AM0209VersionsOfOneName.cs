using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.References;

/// <summary>Versions of replicas that are found by one DNS name.</summary>
internal sealed class AM0209VersionsOfOneName() : MeshRule("AM0209", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "versions cannot be told apart by a DNS name",
        checks: "A service whose routes split or mirror to versions lists its replicas with their labels.",
        why: "A DNS answer has addresses and no labels, so every version is all replicas: a canary of 10% is no canary, and a header that "
            + "should lead to the new version leads anywhere.",
        fix: "List the replicas in endpoints, with labels, or give each version a service of its own.") with
    {
        Scene = "05 Cluster and load balancing",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                endpoints-dns { name = "orders.local" }
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

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var service in view.Services)
        {
            if (service.EndpointsDns is not { } dns || service.Versions.Count == 0) continue;
            if (service.Routes.All(route => route.Split.Count == 0 && route.Mirror?.Version.Value is null)) continue;
            yield return At(
                dns.Span,
                $"{service.Path}.endpoints-dns",
                $"every version of {service.Name} is all that DNS says for {dns.Name.Value}: its splits change nothing",
                "list the replicas in endpoints, with labels");
        }
    }
}
