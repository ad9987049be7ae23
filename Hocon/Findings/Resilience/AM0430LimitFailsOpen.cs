using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A global rate limit fails open with nothing behind it.</summary>
internal sealed class AM0430LimitFailsOpen() : MeshRule("AM0430", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a global rate limit fails open with nothing behind it",
        checks: "Where rate-limit.global has on-error = allow there is a rate-limit.local too.",
        why: "While the coordinator cannot be asked, everything passes. An overload that slows the coordinator down removes the limit "
            + "that was to hold it.",
        fix: "Add a local limit with some slack, or write on-error = deny.") with
    {
        Scene = "08 Rate limiting",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                rate-limit.global { domain = payments, rate = 50/s, burst = 10 }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                rate-limit.global { domain = payments, rate = 50/s, burst = 10 }
                rate-limit.local { rate = 100/s, burst = 10 }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            if (scope.Policies is not { GlobalRateLimit: { OnError.Value: "allow" } limit, LocalRateLimit: null }) continue;
            var place = scope.PlaceOf("rate-limit.global.on-error");
            yield return At(
                place.IsWritten ? place : scope.PlaceOf("rate-limit.global"),
                "while the coordinator cannot be asked every request passes, and no local limit stands behind it",
                $"add rate-limit.local {{ rate = {Amount.Rate(limit.Rate.Value * 2)}, burst = {limit.Burst.Value} }}, or "
                    + "write on-error = deny");
        }
    }
}
