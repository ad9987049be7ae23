using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Slow start has no effect with hashing.</summary>
internal sealed class AM0426SlowStartWithHash() : MeshRule("AM0426", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "slow start has no effect with hashing",
        checks: "load-balancer.slow-start was written where the policy is ring-hash or maglev.",
        why: "The hash decides who gets a request, not the age of a replica. A new replica gets its whole share at once, cold, "
            + "although the file says that it is spared.",
        fix: "Use p2c or round-robin where replicas need warming, or take slow-start out.") with
    {
        Scene = "05 Cluster and load balancing",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                load-balancer { policy = ring-hash, hash-on = client-ip, slow-start = 10s }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                load-balancer { policy = p2c, slow-start = 10s }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            if (scope.Policies.LoadBalancer is not { Policy.Value: Balancing.RingHash or Balancing.Maglev, SlowStart.Window.Value: { } time }) continue;
            var place = scope.PlaceOf("load-balancer.slow-start");
            // Somebody who wrote it for all services did not mean this one.
            if (!place.IsWritten || place.Level < scope.PlaceOf("load-balancer.policy").Level) continue;
            yield return At(
                place,
                $"a hash decides who gets a request, so a new replica is not spared for {Amount.Of(time)}",
                "take slow-start out, or write policy = p2c");
        }
    }
}
