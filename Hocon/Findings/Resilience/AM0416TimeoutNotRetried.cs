using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A try that takes too long is not retried.</summary>
internal sealed class AM0416TimeoutNotRetried() : MeshRule("AM0416", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a try that takes too long is not retried",
        checks: "Where per-try was written and there is more than one try, retries.on has, as it has by default, timeout, reset, gateway-error, 5xx or \"504\".",
        why: "per-try is set so that a slow replica can be left for another one. Without the condition the slow try ends in 504 at "
            + "once: the users wait less and get nothing.",
        fix: "Add timeout to retries.on.") with
    {
        Scene = "06 Timeout and retry budget",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout.per-try = 1s
                retries.on = [connect-failure, "503"]
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout.per-try = 1s
                retries.on = [connect-failure, "503", timeout]
              }
            }
            """,
    };

    private static readonly string[] Covering = ["timeout", "reset", "gateway-error", "5xx", "504", "deadline-exceeded"];

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            var (timeout, retries) = (scope.Policies.Timeout, scope.Policies.Retries);
            if (retries.MaxAttempts.Value < 2 || timeout.PerTry is not { IsWritten: true, Value: { } perTry } || perTry >= timeout.Request.Value) continue;
            if (retries.On.Value.Intersect(Covering, StringComparer.Ordinal).Any()) continue;
            yield return At(
                scope.PlaceOf("timeout.per-try"),
                $"a try is given up after {Amount.Of(perTry)} and not made again: retries.on has {List(retries.On.Value)}",
                $"write retries.on = [{List([.. retries.On.Value, "timeout"])}]");
        }
    }

    // A status is quoted in a file, so that it is no number.
    private static string List(IReadOnlyList<string> conditions) =>
        string.Join(", ", conditions.Select(condition => char.IsAsciiDigit(condition[^1]) ? $"\"{condition}\"" : condition));
}
