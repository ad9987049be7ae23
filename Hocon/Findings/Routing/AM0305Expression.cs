using ActorMesh.Hocon.Envoy.Checks;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Routing;

/// <summary>An expression cannot run in linear time.</summary>
internal sealed class AM0305Expression() : MeshRule("AM0305", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "an expression cannot run in linear time",
        checks: "Every path-regex, every header and query that is matched by one, and every rewrite.regex can run without backtracking: "
            + "no look-around, no back-reference, at most 512 characters.",
        why: "An expression that backtracks can take minutes over one long path. Whoever finds it stops the proxy with a single "
            + "request.",
        fix: "Say it without looking around or back; often a prefix and a header say the same.") with
    {
        Scene = "04 Listener and route",
        Failing = """
            mesh { name = shop }
            services {
              orders {
                port = 8081, expose = "/"
                routes {
                  numbers { match { path-regex = "/orders/(?=[0-9]).*" } }
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
                  numbers { match { path-regex = "/orders/[0-9].*" } }
                  rest    { match { path-prefix = "/" } }
                }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from service in view.Services
        from route in service.Routes
        from use in Expressions(route)
        let problem = LinearExpression.Check(use.Expression)
        where problem is not null
        select At(use.Span, $"{service.Path}.routes.{route.Name}.{use.Key}", problem.Message, problem.Hint ?? "say it without looking around or back");

    private static IEnumerable<(SourceSpan Span, string Key, string Expression)> Expressions(Route route)
    {
        if (route.Match.PathRegex is { Value: { } path } written) yield return (written.Origin, "match.path-regex", path);
        foreach (var header in route.Match.Headers)
            if (header.Kind == ValueMatchKind.Regex) yield return (header.Span, $"match.header.{header.Name}", header.Value);
        foreach (var query in route.Match.Query)
            if (query.Kind == ValueMatchKind.Regex) yield return (query.Span, $"match.query.{query.Name}", query.Value);
        if (route.Rewrite is { Regex: { Value: { } found } place }) yield return (place.Origin, "rewrite.regex", found);
    }
}
