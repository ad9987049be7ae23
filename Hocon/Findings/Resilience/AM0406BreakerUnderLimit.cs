using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>The breaker is smaller than what the rate limit lets in.</summary>
internal sealed class AM0406BreakerUnderLimit() : MeshRule("AM0406", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "the breaker is smaller than what the rate limit lets in",
        checks: "The burst of a rate limit against breaker.max-requests + max-pending.",
        why: "A burst that the limit allows is refused with 503 by the breaker. The client did nothing wrong, and 503 invites a retry "
            + "where 429 would have told it to wait.",
        fix: "Lower the burst or raise the breaker.") with
    {
        Scene = "08 Rate limiting",
        Formula = "burst <= max-requests + max-pending. In flight = rate x time of an answer",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                rate-limit.local { rate = 500/s, burst = 200 }
                breaker { max-requests = 64, max-pending = 16 }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                rate-limit.local { rate = 500/s, burst = 80 }
                breaker { max-requests = 64, max-pending = 16 }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var room = (long)scope.Policies.Breaker.MaxRequests.Value + scope.Policies.Breaker.MaxPending.Value;
            foreach (var (key, rate, burst) in RateLimits.Of(scope.Policies))
            {
                if (burst <= room) continue;
                yield return At(
                    Place.Closest(scope.PlaceOf($"{key}.burst"), scope.PlaceOf("breaker.max-requests"), scope.PlaceOf("breaker.max-pending")),
                    $"the rate limit lets {burst} requests through at once, the breaker holds "
                        + $"{scope.Policies.Breaker.MaxRequests.Value} + {scope.Policies.Breaker.MaxPending.Value} waiting",
                    $"write burst = {room}, or a larger breaker; at {Amount.Rate(rate)} it is full once answers take "
                        + $"{Amount.Of(Full(room, rate))}");
            }
        }
    }

    private static TimeSpan Full(long room, double rate) => TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(room / rate, TimeSpan.FromDays(1).TotalSeconds) * 1000));
}
