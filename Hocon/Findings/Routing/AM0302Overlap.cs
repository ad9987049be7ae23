using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>Two routes overlap, and their order decides.</summary>
internal sealed class AM0302Overlap() : MeshRule("AM0302", DiagnosticSeverity.Info)
{
    public override Lesson Lesson => Titled(
        "two routes overlap, and their order decides",
        checks: "Two routes can match one request and neither matches all that the other does.",
        why: "Such a pair works by the order of the file. Whoever sorts the routes by name, or adds one at the top, moves some of the "
            + "requests without touching their route.",
        fix: "See whether the first one is meant to win. If so, nothing is to be done.") with
    {
        Scene = "04 Listener and route",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                routes {
                  canary { match { path-prefix = "/", header.x-beta = "1" }, timeout.request = 4s }
                  place  { match { path = "/orders" }, timeout.request = 5s }
                  rest   { match { path-prefix = "/" } }
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
                  place-canary { match { path = "/orders", header.x-beta = "1" }, timeout.request = 4s }
                  place        { match { path = "/orders" }, timeout.request = 5s }
                  rest         { match { path-prefix = "/" } }
                }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var service in view.Services)
        {
            if (service.Routes.Count < 2) continue;
            var order = new RouteOrder(service.Routes);
            for (var i = 1; i < service.Routes.Count; i++)
            {
                var route = service.Routes[i];
                // A narrow route before a wide one is how tables are meant to be written.
                var rival = order.EarlierAndWider(i).Concat(order.EarlierAndNarrower(i)).FirstOrDefault(earlier =>
                    MatchCover.ConditionsMeet(earlier.Match, route.Match)
                    && !MatchCover.Covers(earlier.Match, route.Match)
                    && !MatchCover.Covers(route.Match, earlier.Match));
                if (rival is null) continue;
                yield return At(
                    route.Span,
                    $"{service.Path}.routes.{route.Name}",
                    $"a request that matches both routes.{rival.Name} ({MatchText.Of(rival.Match)}) and routes.{route.Name} "
                        + $"({MatchText.Of(route.Match)}) goes to {rival.Name}");
            }
        }
    }
}
