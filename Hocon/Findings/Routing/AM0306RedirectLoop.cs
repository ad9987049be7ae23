using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>A redirect leads back to itself.</summary>
internal sealed class AM0306RedirectLoop() : MeshRule("AM0306", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "a redirect leads back to itself",
        checks: "The address that a redirect sends the client to is followed through the routes of the service; it must not come back.",
        why: "The browser follows twenty times and then shows an error; a crawler or a client library follows for ever, and each turn "
            + "is a request.",
        fix: "Redirect to another path, host or scheme, or answer with respond.") with
    {
        Scene = "04 Listener and route",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                routes {
                  old  { match { path-prefix = "/old" }, redirect { path-prefix = "/old/orders" } }
                  rest { match { path-prefix = "/" } }
                }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                routes {
                  old  { match { path-prefix = "/old" }, redirect { path-prefix = "/orders" } }
                  rest { match { path-prefix = "/" } }
                }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        from route in service.Routes
        where route.Redirect is not null
        let way = RedirectWay.From(service, route)
        where way.Count > 0
        select At(
            route.Redirect!.Span,
            $"{service.Path}.routes.{route.Name}.redirect",
            $"routes.{route.Name} sends the client in a circle: {string.Join(" -> ", way)}",
            "redirect to a path that another route takes, or to another host or scheme");
}
