using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>A breaker refuses everything.</summary>
internal sealed class AM0434CalleeIsolated() : MeshRule("AM0434", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a breaker refuses everything",
        checks: "breaker.trip.mode is not isolated.",
        why: "isolated takes a dependency out by hand, in an incident. It does not end by itself: nobody who reads "
            + "the mesh a week later knows why all requests get 503.",
        fix: "Write mode = enforce when the incident is over.") with
    {
        Scene = "07 Circuit breaker",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                breaker.trip.mode = isolated
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

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from scope in view.HttpScopes
        where scope.Policies.Breaker.Trip?.Mode.Value == "isolated"
        select At(scope.PlaceOf("breaker.trip.mode"), $"all requests to {scope.Name} are refused", "write mode = enforce when it may be asked again");
}
