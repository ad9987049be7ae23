using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Endpoints;

/// <summary>A replica is listed twice.</summary>
internal sealed class AM0704SameReplicaTwice() : MeshRule("AM0704", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a replica is listed twice",
        checks: "The endpoints of a service differ.",
        why: "It gets twice the load of the others, and is counted as two: when it fails, half of \"two of three healthy\" is not "
            + "there.",
        fix: "Remove one of the two; write weight if it is meant to get more.") with
    {
        Scene = "05 Cluster and load balancing",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-1:8083"]
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083"]
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var service in view.Services)
        {
            var seen = new HashSet<(string Host, int Port)>();
            foreach (var endpoint in service.Endpoints)
                if (!seen.Add((endpoint.Host.ToLowerInvariant(), endpoint.Port)))
                    yield return At(
                        endpoint.Span,
                        $"{service.Path}.endpoints",
                        $"{endpoint.Host}:{endpoint.Port} is a replica of {service.Name} twice",
                        "remove one of the two, or write weight = 200");
        }
    }
}
