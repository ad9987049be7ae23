using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A health check takes longer than its interval.</summary>
internal sealed class AM0423HealthCheckTooSlow() : MeshRule("AM0423", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a health check takes longer than its interval",
        checks: "health-check.timeout against health-check.interval.",
        why: "A hung replica is found after interval x unhealthy and the last timeout. When one question outlasts the interval, "
            + "questions pile up on the replica that can answer least.",
        fix: "Write a timeout below the interval.") with
    {
        Scene = "07a Outlier detection",
        Formula = "time to find a hung replica = interval x unhealthy + timeout",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                health-check { interval = 2s, timeout = 3s }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                health-check { interval = 2s, timeout = 1s }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            if (scope.Policies.HealthCheck is not { } check || check.Timeout.Value < check.Interval.Value) continue;
            yield return At(
                Place.Closest(scope.PlaceOf("health-check.timeout"), scope.PlaceOf("health-check.interval")),
                $"a health check every {Amount.Of(check.Interval.Value)} may take {Amount.Of(check.Timeout.Value)}; a hung "
                    + $"replica is found after {Amount.Of((check.Interval.Value * check.Unhealthy.Value) + check.Timeout.Value)}",
                $"write timeout = {Amount.Of(check.Interval.Value / 2)}");
        }
    }
}
