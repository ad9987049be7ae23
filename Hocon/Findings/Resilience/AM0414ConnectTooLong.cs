using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Connecting may use up a whole try.</summary>
internal sealed class AM0414ConnectTooLong() : MeshRule("AM0414", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "connecting may use up a whole try",
        checks: "timeout.connect, where it was written, against timeout.per-try, or against timeout.request where per-try is off or "
            + "longer.",
        why: "A replica whose machine is gone does not refuse, it is silent. Every try that picks it waits for the connection until "
            + "the try is over, and never gets to ask another replica.",
        fix: "Write a connect well below per-try; within one network 250ms is long.") with
    {
        Scene = "06 Timeout and retry budget",
        Formula = "connect < per-try",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout { request = 900ms, connect = 1s }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout { request = 900ms, connect = 250ms }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var timeout = scope.Policies.Timeout;
            var (key, limit) = timeout.PerTry.Value is { } perTry && !(timeout.Request.Value <= perTry)
                ? ("per-try", perTry)
                : ("request", timeout.Request.Value ?? TimeSpan.MaxValue);
            if (!timeout.Connect.IsWritten || timeout.Connect.Value < limit) continue;
            yield return At(
                Place.Closest(scope.PlaceOf("timeout.connect"), scope.PlaceOf($"timeout.{key}")),
                $"connecting may take {Amount.Of(timeout.Connect.Value)}, and {key} is {Amount.Of(limit)}: one dead replica "
                    + "uses up all of it",
                $"write connect = {Amount.Of(TimeSpan.FromMilliseconds(Math.Max(1, Math.Floor(limit.TotalMilliseconds / 4))))} or so");
        }
    }
}
