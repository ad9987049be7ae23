using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Health checks are a load of their own.</summary>
internal sealed class AM0432ProbeLoad() : MeshRule("AM0432", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "health checks are a load of their own",
        checks: "The replicas of all callers, each with a sidecar that asks, against health-check.interval: more than 10 questions a "
            + "second for each replica.",
        why: "Every sidecar of every caller asks every replica. At two hundred callers and one second, each replica answers two "
            + "hundred questions a second before the first user comes.",
        fix: "Write a longer interval; outlier detection sees real traffic and costs nothing.") with
    {
        Scene = "07a Outlier detection",
        Formula = "replicas of all callers / interval <= 10/s",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/", calls = [payments]
                endpoints = ["orders-1:8081", "orders-2:8081"]
              }
              payments { port = 8083, health-check { interval = 100ms, timeout = 50ms } }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/", calls = [payments]
                endpoints = ["orders-1:8081", "orders-2:8081"]
              }
              payments { port = 8083, health-check { interval = 2s, timeout = 50ms } }
            }
            """,
    };

    private const double PerSecondMax = 10;

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        for (var i = 0; i < view.Services.Count; i++)
        {
            var sidecars = view.Graph.CallersOf(i).Sum(caller => Math.Max(1, view.Services[caller].Endpoints.Count));
            foreach (var scope in view.ScopesOf(i))
            {
                if (scope.Policies.HealthCheck is not { } check || sidecars / check.Interval.Value.TotalSeconds is var load && load <= PerSecondMax) continue;
                yield return At(
                    scope.PlaceOf("health-check.interval"),
                    $"{sidecars} sidecars of callers ask each replica of {scope.Service.Name} every "
                        + $"{Amount.Of(check.Interval.Value)}: {Amount.Rate(sidecars / check.Interval.Value.TotalSeconds)}",
                    $"write interval = {Amount.Of(TimeSpan.FromSeconds(Math.Ceiling(sidecars / PerSecondMax)))} or more");
            }
        }
    }
}
