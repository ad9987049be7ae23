using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>The breaker can never open.</summary>
internal sealed class AM0421BreakerNeverTrips() : MeshRule("AM0421", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "the breaker can never open",
        checks: "breaker.trip.min-requests, where it or the window was written, against what the rate limit lets through in a window.",
        why: "The breaker waits for more requests than can come. It is in the file, on the dashboard, and has never been closed or "
            + "open: it is not there.",
        fix: "Write fewer min-requests or a longer window.") with
    {
        Scene = "07 Circuit breaker",
        Formula = "burst + rate x window >= min-requests",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                rate-limit.local { rate = 1/s, burst = 5 }
                breaker.trip.min-requests = 20
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                rate-limit.local { rate = 1/s, burst = 5 }
                breaker.trip { min-requests = 7, window = 10s }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            if (scope.Policies.Breaker.Trip is not { } trip || !(trip.MinRequests.IsWritten || trip.Window.IsWritten)) continue;
            foreach (var (key, rate, burst) in RateLimits.Shared(scope.Policies))
            {
                var most = Math.Floor(burst + (rate * trip.Window.Value.TotalSeconds));
                if (most >= trip.MinRequests.Value) continue;
                yield return At(
                    Place.Closest(scope.PlaceOf("breaker.trip.min-requests"), scope.PlaceOf($"{key}.rate"), scope.PlaceOf("breaker.trip.window")),
                    $"the breaker looks at {trip.MinRequests.Value} requests in {Amount.Of(trip.Window.Value)}, and the rate "
                        + $"limit lets {Amount.Times(most)} through",
                    $"write min-requests = {Amount.Times(Math.Max(1, Math.Floor(most / 2)))}, or a longer window");
            }
        }
    }
}
