using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Per-try is not shorter than request.</summary>
internal sealed class AM0412PerTryTooLong() : MeshRule("AM0412", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "per-try is not shorter than request",
        checks: "timeout.per-try, where it was written and there is more than one try, against timeout.request.",
        why: "The first try uses up the time of all. The file promises a second one that cannot happen.",
        fix: "Write a per-try that fits max-attempts times into request.") with
    {
        Scene = "06 Timeout and retry budget",
        Formula = "per-try < request",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout { request = 2s, per-try = 2s }
                retries.on = [connect-failure, timeout]
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout { request = 2s, per-try = 600ms }
                retries.on = [connect-failure, timeout]
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var (timeout, retries) = (scope.Policies.Timeout, scope.Policies.Retries);
            if (timeout.Request.Value is not { } request || timeout.PerTry is not { IsWritten: true, Value: { } perTry }) continue;
            if (perTry < request || retries.MaxAttempts.Value < 2) continue;
            var fitting = (request - TryPlan.Waits(retries, retries.MaxAttempts.Value)) / retries.MaxAttempts.Value;
            yield return At(
                Place.Closest(scope.PlaceOf("timeout.per-try"), scope.PlaceOf("timeout.request")),
                $"one try may take {Amount.Of(perTry)}, the whole request {Amount.Of(request)}: no second try can follow a slow one",
                $"write per-try = {Amount.Of(TimeSpan.FromMilliseconds(Math.Max(1, Math.Floor(fitting.TotalMilliseconds))))} "
                    + "or less, or max-attempts = 1");
        }
    }
}
