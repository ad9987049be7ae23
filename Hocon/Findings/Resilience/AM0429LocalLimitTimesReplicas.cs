using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A local rate limit is one for each replica.</summary>
internal sealed class AM0429LocalLimitTimesReplicas() : MeshRule("AM0429", DiagnosticSeverity.Info)
{
    public override Lesson Lesson => Titled(
        "a local rate limit is one for each replica",
        checks: "rate-limit.local.rate times the number of endpoints.",
        why: "Each sidecar has a bucket of its own. \"10 a minute\" on five replicas is 50, and it becomes 60 when somebody adds one.",
        fix: "Divide the rate by the number of replicas, or use rate-limit.global, which is exact.") with
    {
        Scene = "08 Rate limiting",
        Formula = "rate x replicas",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083", "payments-4:8083"]
                rate-limit.local { rate = 10/m, burst = 10 }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083", "payments-3:8083", "payments-4:8083"]
                rate-limit.global { domain = payments, rate = 10/m, burst = 10, on-error = deny }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var count = scope.Service.Endpoints.Count;
            if (scope.Policies.LocalRateLimit is not { } limit || count < 2) continue;
            yield return At(
                scope.PlaceOf("rate-limit.local.rate"),
                $"{Amount.Rate(limit.Rate.Value)} in each of {count} sidecars is {Amount.Rate(limit.Rate.Value * count)} for "
                    + $"all of {scope.Service.Name}",
                "use rate-limit.global if the rate is meant for all of them");
        }
    }
}
