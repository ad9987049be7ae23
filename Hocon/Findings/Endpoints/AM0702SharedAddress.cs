using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Endpoints;

/// <summary>Two services have one address.</summary>
internal sealed class AM0702SharedAddress() : MeshRule("AM0702", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "two services have one address",
        checks: "No address is an endpoint of two services.",
        why: "Requests for one service arrive at the other, with its certificate and its limits. Each is right half of the time.",
        fix: "Correct one of the addresses.") with
    {
        Scene = "05 Cluster and load balancing",
        Failing = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/orders", endpoints = ["node-1:8081"] }
              payments { port = 8083, expose = "/pay", endpoints = ["node-1:8081"] }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/orders", endpoints = ["node-1:8081"] }
              payments { port = 8083, expose = "/pay", endpoints = ["node-1:8083"] }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        var owners = new Dictionary<(string Host, int Port), Service>();
        foreach (var service in view.Services)
        foreach (var endpoint in service.Endpoints)
        {
            if (owners.TryAdd((endpoint.Host.ToLowerInvariant(), endpoint.Port), service)) continue;
            var owner = owners[(endpoint.Host.ToLowerInvariant(), endpoint.Port)];
            if (owner == service) continue;
            yield return At(
                endpoint.Span,
                $"{service.Path}.endpoints",
                $"{endpoint.Host}:{endpoint.Port} is a replica of both {owner.Name} and {service.Name}",
                "correct one of the two");
        }
    }
}
