using ActorMesh.Hocon.Compiling.Filters;
using ActorMesh.Hocon.Compiling.Listeners;
using ActorMesh.Hocon.Findings.Routing;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>Beside the application, requests of one route are taken for those of another, which has other limits or faults.</summary>
internal sealed class AM0515LimitsOfAnotherRoute() : MeshRule("AM0515", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "limits of a route that are not held",
        checks: "No route takes, by the path that the application receives, what another route sends there with other limits or faults. Routes that change the path stand behind those that have authz of their own.",
        why: "Limits, faults and max-request-body are held beside the application, by the path that it receives. Where two routes come out at one path, the first of them has its way there, "
            + "and the limits of the other are held for nobody.",
        fix: "Let both have the same limits, or let the path that comes out be one that no route before takes.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              web    { port = 8080, expose = "/", calls = [orders] }
              orders {
                port = 8081
                routes {
                  public { match.path-prefix = /public, rewrite.path-prefix = /v2, limits.max-request-body = 1KiB }
                  rest   { authz.allow-from = [web] }
                }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              web    { port = 8080, expose = "/", calls = [orders] }
              orders {
                port = 8081, authz.allow-from = [web]
                routes {
                  public { match.path-prefix = /public, rewrite.path-prefix = /v2, limits.max-request-body = 1KiB }
                  rest   {}
                }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var service in view.Services.Where(service => service.Policies.IsHttp && service.Routes.Any(ChangesPath)))
        {
            var routes = InboundRoutes.InOrder(service).Select(route => route with { Match = AfterRewrite(route) }).ToList();
            var order = new RouteOrder(routes);
            for (var i = 1; i < routes.Count; i++)
            {
                var route = routes[i];
                var first = order.EarlierAndWider(i).FirstOrDefault(earlier => MatchCover.ConditionsCover(earlier.Match, route.Match));
                if (first is null || !(ChangesPath(first) || ChangesPath(route)) || !InboundFilters.LimitsDiffer(first.Policies, route.Policies)) continue;
                yield return At(
                    route.Span,
                    $"{service.Path}.routes.{route.Name}",
                    $"beside the application, requests of routes.{route.Name} are taken for those of routes.{first.Name}, and have its limits and faults",
                    $"write the same limits at both, or let {(ChangesPath(route) ? route : first).Name} come out at another path");
            }
        }
    }

    private static bool ChangesPath(Route route) => route.Rewrite is { ChangesPath: true };

    /// <summary>What the route matches by the path that comes out. Of an expression, that cannot be said: only a route that takes every path surely takes it.</summary>
    private static RouteMatch AfterRewrite(Route route)
    {
        if (route.Rewrite is not { ChangesPath: true } rewrite) return route.Match;
        var none = new Setting<string?>(null, route.Match.Path.Origin);
        var bare = route.Match with { Path = none, PathPrefix = none, PathRegex = none };
        if (rewrite.PathPrefix.Value is null) return bare with { PathRegex = rewrite.Regex };
        return route.Match.Path.Value is null ? bare with { PathPrefix = rewrite.PathPrefix } : bare with { Path = rewrite.PathPrefix };
    }
}
