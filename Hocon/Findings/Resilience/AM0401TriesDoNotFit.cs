using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>The tries do not fit into the request's time.</summary>
internal sealed class AM0401TriesDoNotFit() : MeshRule("AM0401", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "the tries do not fit into the request's time",
        checks: "max-attempts tries of per-try each, with the longest waits between them, against timeout.request.",
        why: "The last tries never run. The file says three, the callee gets one and a half, and the caller has waited the whole time "
            + "for a timeout that a shorter per-try would have avoided.",
        fix: "Lower max-attempts or per-try, or raise timeout.request.") with
    {
        Scene = "06 Timeout and retry budget",
        Formula = "max-attempts x per-try + sum of min(base x 2^(n-1), max) for n = 1 .. max-attempts - 1  <=  request",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout { request = 1500ms, per-try = 700ms }
                retries.on = [connect-failure, timeout]
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout { request = 1500ms, per-try = 700ms }
                retries { on = [connect-failure, timeout], max-attempts = 2 }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var (timeout, retries) = (scope.Policies.Timeout, scope.Policies.Retries);
            if (timeout.Request.Value is not { } request || timeout.PerTry.Value is not { } perTry || perTry >= request) continue;
            var tries = retries.MaxAttempts.Value;
            var total = TryPlan.Total(retries, perTry, tries);
            if (tries < 2 || total <= request) continue;
            // Who only shortens the whole has decided nothing about its parts.
            if (!timeout.PerTry.IsWritten && !retries.MaxAttempts.IsWritten) continue;
            var fitting = TryPlan.Fitting(retries, perTry, request);
            yield return At(
                Place.Closest(scope.PlaceOf("retries.max-attempts"), scope.PlaceOf("timeout.per-try"), scope.PlaceOf("timeout.request")),
                $"{tries} tries of {Amount.Of(perTry)} and {Amount.Of(TryPlan.Waits(retries, tries))} of waits take "
                    + $"{Amount.Of(total)}, the request has {Amount.Of(request)}: {Fit(fitting)}",
                $"write max-attempts = {fitting}, per-try = "
                    + $"{Amount.Of(Share(request - TryPlan.Waits(retries, tries), tries))} or request = {Amount.Of(total)}");
        }
    }

    private static string Fit(int fitting) => fitting == 1 ? "only 1 fits" : $"only {fitting} fit";

    private static TimeSpan Share(TimeSpan all, int tries) => TimeSpan.FromMilliseconds(Math.Max(1, Math.Floor(all.TotalMilliseconds / tries)));
}
