using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>A request may match no route.</summary>
internal sealed class AM0304NoCatchAll() : MeshRule("AM0304", DiagnosticSeverity.Info)
{
    public override Lesson Lesson => Titled(
        "a request may match no route",
        checks: "The routes of a service have one that takes everything.",
        why: "What no route takes is answered with 404 by the sidecar. Callers read it as \"the order does not exist\" and act on it.",
        fix: "Add a last route with path-prefix = \"/\", unless 404 is what you mean.") with
    {
        Scene = "04 Listener and route",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                routes.place { match { path = "/orders" } }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                routes {
                  place { match { path = "/orders" } }
                  rest  { match { path-prefix = "/" } }
                }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        where service.Routes.Count > 0 && !service.Routes.Any(route => MatchCover.TakesEverything(route.Match))
        let last = service.Routes[^1]
        select At(
            last.Span,
            $"{service.Path}.routes",
            $"no route of {service.Name} takes everything: what none of them matches is answered with 404",
            "add as the last one: rest { match { path-prefix = \"/\" } }");
}
