using ActorMesh.Hocon.Findings.Routing;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.References;

/// <summary>Two routes match exactly the same requests.</summary>
internal sealed class AM0205SameMatchTwice() : MeshRule("AM0205", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "two routes match exactly the same requests",
        checks: "No two routes of a service have the same path, methods, headers and query.",
        why: "The first one wins and the second is dead text. People edit the second one, see no effect, and conclude that the mesh is "
            + "broken.",
        fix: "Remove one of the two, or make their matches differ.") with
    {
        Scene = "04 Listener and route",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                routes {
                  all  { match { path-prefix = "/" }, timeout.request = 5s }
                  rest { match { path-prefix = "/" }, timeout.request = 9s }
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
                  place { match { path = "/orders", methods = [POST] }, timeout.request = 5s }
                  rest  { match { path-prefix = "/" }, timeout.request = 9s }
                }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var service in view.Services)
        {
            var first = new Dictionary<string, Route>(StringComparer.Ordinal);
            foreach (var route in service.Routes)
            {
                var match = MatchText.Of(route.Match);
                if (first.TryAdd(match, route)) continue;
                yield return At(
                    route.Span,
                    $"{service.Path}.routes.{route.Name}",
                    $"routes.{route.Name} matches exactly what routes.{first[match].Name} matches ({match}), so it is never asked",
                    "remove one of the two, or add what tells them apart");
            }
        }
    }
}
