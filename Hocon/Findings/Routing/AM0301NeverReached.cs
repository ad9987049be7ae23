using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>A route is never reached.</summary>
internal sealed class AM0301NeverReached() : MeshRule("AM0301", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a route is never reached",
        checks: "No earlier route of the service matches everything that a later one matches.",
        why: "The first match wins. A wide rule above a narrow one swallows it: the new limit, the canary or the refusal below is "
            + "never asked, and everything looks deployed.",
        fix: "Put the narrower route first.") with
    {
        Scene = "04 Listener and route",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                routes {
                  rest  { match { path-prefix = "/" } }
                  place { match { path = "/orders" }, timeout.request = 5s }
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
                  place { match { path = "/orders" }, timeout.request = 5s }
                  rest  { match { path-prefix = "/" } }
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
                var wider = order.EarlierAndWider(i).FirstOrDefault(earlier => MatchCover.ConditionsCover(earlier.Match, route.Match));
                // The same match twice is said elsewhere.
                if (wider is null || MatchText.Of(wider.Match) == MatchText.Of(route.Match)) continue;
                yield return At(
                    route.Span,
                    $"{service.Path}.routes.{route.Name}",
                    $"routes.{route.Name} is never reached: routes.{wider.Name} before it takes {MatchText.Of(wider.Match)}",
                    $"put {route.Name} before {wider.Name}");
            }
        }
    }
}
