using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Resilience;

/// <summary>Any client may ask for trouble.</summary>
internal sealed class AM0440TroubleOnDemand() : MeshRule("AM0440", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "any client may ask for trouble",
        checks: "fault.by-header is off at services that are exposed.",
        why: "A header that delays a request by a minute is a tool for tests inside the mesh. At the edge it is "
            + "one for anybody who wants to hold requests open.",
        fix: "Take by-header out of what is exposed, or write max-active so that few requests can be in trouble at "
            + "once.") with
    {
        Scene = "01 Fifty services, fifty retry policies",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                fault.by-header = on
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                fault { by-header = on, max-active = 5 }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from scope in view.HttpScopes
        where scope is { Service.Exposure: not null, Policies.Fault: { ByHeader.Value: true, MaxActive.Value: null } }
        select At(
            scope.PlaceOf("fault.by-header"),
            $"clients outside the mesh may delay and break requests to {scope.Name} by a header",
            "write fault.max-active, or by-header = off");
}
