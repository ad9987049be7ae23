using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>What was refused to shed load is retried.</summary>
internal sealed class AM0418RetryOfRefusal() : MeshRule("AM0418", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "what was refused to shed load is retried",
        checks: "retries.on has neither \"429\" nor envoy-ratelimited nor resource-exhausted.",
        why: "A rate limit answers 429 so that less comes. Retried, every refusal becomes two more requests, and the limiter is the "
            + "busiest part of the system.",
        fix: "Take it out of retries.on; clients should wait as Retry-After says.") with
    {
        Scene = "08 Rate limiting",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                retries.on = [connect-failure, "429"]
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                retries.on = [connect-failure]
              }
            }
            """,
    };

    private static readonly string[] Refusals = ["429", "envoy-ratelimited", "resource-exhausted"];

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from scope in view.HttpScopes
        let retries = scope.Policies.Retries
        where retries.MaxAttempts.Value > 1
        let refusals = retries.On.Value.Intersect(Refusals, StringComparer.Ordinal).ToList()
        where refusals.Count > 0
        select At(
            scope.PlaceOf("retries.on"),
            $"{string.Join(" and ", refusals)} says that there is too much already, and is tried up to {retries.MaxAttempts.Value} times",
            $"take {string.Join(" and ", refusals)} out of retries.on");
}
