using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>What is to be hashed is never looked at.</summary>
internal sealed class AM0427HashUnused() : MeshRule("AM0427", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "what is to be hashed is never looked at",
        checks: "load-balancer.hash-on was written where the policy is neither ring-hash nor maglev.",
        why: "Whoever wrote it believes that a user always meets the same replica, and keeps state there. It is lost at every second "
            + "request.",
        fix: "Write policy = ring-hash, or take hash-on out.") with
    {
        Scene = "05 Cluster and load balancing",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                load-balancer.hash-on = "header:x-user"
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                load-balancer { policy = ring-hash, hash-on = "header:x-user" }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var balancer = scope.Policies.LoadBalancer;
            if (balancer.HashOn.Value is not { } source || balancer.Policy.Value is Balancing.RingHash or Balancing.Maglev) continue;
            var place = scope.PlaceOf("load-balancer.hash-on");
            if (!place.IsWritten || place.Level < scope.PlaceOf("load-balancer.policy").Level) continue;
            yield return At(place, $"{source} is never hashed: the policy does not ask for it", "write policy = ring-hash, or take hash-on out");
        }
    }
}
