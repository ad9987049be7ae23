using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>A rewrite replaces the whole path.</summary>
internal sealed class AM0308RewriteTakesAll() : MeshRule("AM0308", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a rewrite replaces the whole path",
        checks: "rewrite.path-prefix stands on a route that matches by path or path-prefix, not by path-regex.",
        why: "An expression matches the whole path, so the whole path is replaced: /orders/7 and /orders/8 both become /v2, and every "
            + "user gets the answer of one page.",
        fix: "Match by path-prefix, or rewrite with regex and substitution.") with
    {
        Scene = "04 Listener and route",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                routes {
                  numbers { match { path-regex = "/orders/[0-9]+" }, rewrite { path-prefix = "/v2" } }
                  rest    { match { path-prefix = "/" } }
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
                  numbers { match { path-regex = "/orders/[0-9]+" }, rewrite { regex = "^/orders/", substitution = "/v2/" } }
                  rest    { match { path-prefix = "/" } }
                }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        from route in service.Routes
        let replacement = route.Rewrite?.PathPrefix ?? default
        where replacement.Value is not null && route.Match.PathRegex.Value is not null
        select At(
            replacement.Origin,
            $"{service.Path}.routes.{route.Name}.rewrite.path-prefix",
            $"routes.{route.Name} matches whole paths, so each of them becomes just {replacement.Value}",
            "match by path-prefix, or write rewrite { regex = ..., substitution = ... }");
}
