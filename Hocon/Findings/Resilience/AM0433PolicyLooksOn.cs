using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A policy looks on and does nothing.</summary>
internal sealed class AM0433PolicyLooksOn() : MeshRule("AM0433", DiagnosticSeverity.Info)
{
    public override Lesson Lesson => Titled(
        "a policy looks on and does nothing",
        checks: "breaker.trip.mode and rate-limit.local.mode are not observe.",
        why: "observe is for the days in which a limit is found. Left behind, everybody believes that the service "
            + "is protected, and it is counted to death.",
        fix: "Write mode = enforce once the numbers are right.") with
    {
        Scene = "07 Circuit breaker",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                breaker.trip.mode = observe
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                breaker.trip.mode = enforce
              }
            }
            """,
    };

    private const string Observe = "observe";
    private const string Hint = "write mode = enforce once the numbers are right";

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            if (scope.Policies.Breaker.Trip?.Mode.Value == Observe)
                yield return At(scope.PlaceOf("breaker.trip.mode"), $"the breaker of {scope.Name} counts and refuses nothing", Hint);
            if (scope.Policies.LocalRateLimit?.Mode.Value == Observe)
                yield return At(scope.PlaceOf("rate-limit.local.mode"), $"the rate limit of {scope.Name} counts and refuses nothing", Hint);
        }
    }
}
