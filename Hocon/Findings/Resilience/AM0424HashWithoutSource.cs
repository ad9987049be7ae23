using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A hash policy has nothing to hash.</summary>
internal sealed class AM0424HashWithoutSource() : MeshRule("AM0424", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a hash policy has nothing to hash",
        checks: "load-balancer.policy ring-hash or maglev has a hash-on.",
        why: "Without it every request goes to a random replica, and the caches that were the reason for hashing stay cold. It shows "
            + "as load on the database, not as an error.",
        fix: "Write hash-on = \"header:NAME\", \"cookie:NAME\", \"query:NAME\" or client-ip.") with
    {
        Scene = "05 Cluster and load balancing",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                load-balancer.policy = ring-hash
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                load-balancer { policy = ring-hash, hash-on = "header:x-user", slow-start = off }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from scope in view.HttpScopes
        let balancer = scope.Policies.LoadBalancer
        where balancer is { Policy.Value: Balancing.RingHash or Balancing.Maglev, HashOn.Value: null }
        select At(
            scope.PlaceOf("load-balancer.policy"),
            "nothing says what is hashed, so replicas are picked at random",
            "write hash-on = \"header:x-user\", or hash-on = client-ip");
}
