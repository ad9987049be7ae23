using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Nothing bounds how long a request may take.</summary>
internal sealed class AM0413NoTimeout() : MeshRule("AM0413", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "nothing bounds how long a request may take",
        checks: "At least one of timeout.request, per-try and idle is not off.",
        why: "A callee that accepts and never answers holds a request of its caller for ever, and then the next one, until the caller "
            + "has no thread or connection left. So it goes up the chain.",
        fix: "Write timeout.request; for streams and long polls keep idle.") with
    {
        Scene = "06 Timeout and retry budget",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout { request = off, per-try = off, idle = off }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                timeout { request = off, per-try = off, idle = 60s }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
        {
            if (scope.Policies.Timeout is not { Request.Value: null, PerTry.Value: null, Idle.Value: null }) continue;
            yield return At(
                Place.Closest(scope.PlaceOf("timeout.request"), scope.PlaceOf("timeout.per-try"), scope.PlaceOf("timeout.idle")),
                "request, per-try and idle are all off: a callee that never answers is waited for without end",
                "write timeout.request = 10s, or timeout.idle = 60s for streams");
        }
    }
}
