using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A bound of time is never reached.</summary>
internal sealed class AM0438BoundBeyondAnother() : MeshRule("AM0438", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a bound of time is never reached",
        checks: "per-try-idle and breaker.trip.slow-call are shorter than per-try and request, and request is shorter "
            + "than max-duration.",
        why: "A try that is given up after 3 s cannot be silent for 5 s, and no request that ends within 10 s "
            + "takes 30 s. The setting is there, and nothing ever comes of it.",
        fix: "Write a shorter time, or take it out.") with
    {
        Scene = "06 Timeout and retry budget",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout { per-try = 2s, per-try-idle = 5s }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout { per-try = 2s, per-try-idle = 500ms }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var timeout = scope.Policies.Timeout;
            var (limit, what) = timeout.PerTry.Value is { } perTry && !(perTry >= timeout.Request.Value) ? ((TimeSpan?)perTry, "per-try") : (timeout.Request.Value, "request");
            (string Key, TimeSpan? Time, TimeSpan? Limit, string What)[] bounds =
            [
                ("timeout.per-try-idle", timeout.PerTryIdle.Value, limit, what),
                ("breaker.trip.slow-call", scope.Policies.Breaker.Trip?.SlowCall.Value, limit, what),
                ("timeout.max-duration", timeout.MaxDuration.Value, timeout.Request.Value, "request"),
            ];
            foreach (var bound in bounds)
                if (bound.Time is { } time && time >= bound.Limit)
                    yield return At(
                        Place.Closest(scope.PlaceOf(bound.Key), scope.PlaceOf($"timeout.{bound.What}")),
                        $"{bound.Key} = {Amount.Of(time)} is never reached: timeout.{bound.What} = {Amount.Of(bound.Limit)} ends it before",
                        $"write a time under {Amount.Of(bound.Limit)}, or take {bound.Key} out");
        }
    }
}
