using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>One bad replica opens the breaker.</summary>
internal sealed class AM0420BreakerTripsOnOne() : MeshRule("AM0420", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "one bad replica opens the breaker",
        checks: "The share of the traffic that one replica gets against breaker.trip.failure-ratio, where outlier detection is off or "
            + "would need more failures than the breaker.",
        why: "One replica of three fails. The breaker sees a third of the requests fail, opens, and refuses the two thirds that were "
            + "fine.",
        fix: "Leave outlier detection on with a small consecutive-5xx, or raise failure-ratio.") with
    {
        Scene = "07 Circuit breaker",
        Formula = "1 / replicas < failure-ratio, or consecutive-5xx x replicas <= min-requests",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083"]
                outlier.consecutive-5xx = 50
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                endpoints = ["payments-1:8083", "payments-2:8083"]
                outlier.consecutive-5xx = 5
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var count = scope.Service.Endpoints.Count;
            if (scope.Policies.Breaker.Trip is not { } trip || count < 2 || 1.0 / count < trip.FailureRatio.Value) continue;
            // The replica gets one request in `count`, so it has failed so often after that many.
            var outlier = scope.Policies.Outlier;
            if (outlier is not null && (long)outlier.Consecutive5xx.Value * count <= trip.MinRequests.Value) continue;
            yield return At(
                Place.Closest(scope.PlaceOf("breaker.trip.failure-ratio"), scope.PlaceOf("outlier.consecutive-5xx"), scope.PlaceOf("breaker.trip.min-requests")),
                $"one bad replica of {count} is {Amount.Share(1.0 / count)} of the failures that open the breaker at "
                    + $"{Amount.Share(trip.FailureRatio.Value)}, "
                    + (outlier is null ? "and outlier detection is off" : $"and is ejected only after {outlier.Consecutive5xx.Value * count} requests"),
                $"write outlier.consecutive-5xx = {Math.Max(1, trip.MinRequests.Value / count)}, or a failure-ratio over "
                    + $"{Amount.Share(1.0 / count)}");
        }
    }
}
