using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>A rewritten path comes out wrong.</summary>
internal sealed class AM0308RewriteSeam() : MeshRule("AM0308", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a rewritten path comes out wrong",
        checks: "The prefix that is replaced and the one that takes its place both end in a slash, or neither does.",
        why: "Taking /api off by putting / in its place makes //orders of /api/orders. Many servers answer 404 to that; some serve "
            + "another page.",
        fix: "Let both end in a slash, or neither.") with
    {
        Scene = "04 Listener and route",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                routes {
                  api  { match { path-prefix = "/api" }, rewrite { path-prefix = "/" } }
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
                  api  { match { path-prefix = "/api/" }, rewrite { path-prefix = "/" } }
                  rest { match { path-prefix = "/" } }
                }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        from route in service.Routes
        where route is { Rewrite.PathPrefix.Value: not null, Match.PathPrefix.Value: not null }
        let matched = route.Match.PathPrefix.Value
        let written = route.Rewrite!.PathPrefix.Value
        where matched != "/" && matched.EndsWith('/') != written.EndsWith('/')
        let rest = matched.EndsWith('/') ? "orders" : "/orders"
        select At(
            route.Rewrite!.PathPrefix.Origin,
            $"{service.Path}.routes.{route.Name}.rewrite.path-prefix",
            $"{matched}{rest} becomes {written}{rest}",
            written == "/" ? $"write path-prefix = \"{matched}/\" in the match as well" : "let both end in a slash, or neither");
}
