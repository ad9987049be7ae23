using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A hash ring is too small for its replicas.</summary>
internal sealed class AM0425RingTooSmall() : MeshRule("AM0425", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a hash ring is too small for its replicas",
        checks: "load-balancer.ring-size against 100 places for each replica.",
        why: "With few places the replicas get unequal shares: the unlucky one has half as much again as the mean, and is the one that "
            + "fails under load.",
        fix: "Write a ring-size of at least 100 for each replica.") with
    {
        Scene = "05 Cluster and load balancing",
        Formula = "relative deviation of a replica's share = 1 / sqrt(ring-size / replicas)",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083", "payments-4:8083"]
                load-balancer { policy = ring-hash, hash-on = client-ip, ring-size = 64 }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083", "payments-4:8083"]
                load-balancer { policy = ring-hash, hash-on = client-ip, ring-size = 4096 }
              }
            }
            """,
    };

    private const int PlacesForEach = 100;

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var count = scope.Service.Endpoints.Count;
            var balancer = scope.Policies.LoadBalancer;
            if (balancer.Policy.Value != Balancing.RingHash || balancer.RingSize.Value >= (long)PlacesForEach * count || count < 2) continue;
            yield return At(
                Place.Closest(scope.PlaceOf("load-balancer.ring-size"), scope.PlaceOf("load-balancer.policy")),
                $"{balancer.RingSize.Value} places for {count} replicas: shares of the load differ by about "
                    + $"{Amount.Share(Math.Sqrt((double)count / balancer.RingSize.Value))}",
                $"write ring-size = {PlacesForEach * count} or more");
        }
    }
}
