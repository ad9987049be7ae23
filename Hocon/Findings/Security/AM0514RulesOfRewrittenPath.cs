using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>A route changes the path, and has rules about who may use it.</summary>
internal sealed class AM0514RulesOfRewrittenPath() : MeshRule("AM0514", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "rules of a route that changes the path",
        checks: "A route with rewrite.path-prefix or rewrite.regex has no authz of its own.",
        why: "Who may call is decided beside the application, by the path that the application receives. What path a caller's sidecar changed it from, a caller could only claim; rules "
            + "for the path before the change would open, or shut, the path after it for everybody.",
        fix: "Write the rules for the path that the application receives: authz of the service with paths, or a route whose match is that path.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              web    { port = 8080, expose = "/", calls = [orders] }
              orders {
                port = 8081
                routes {
                  public { match.path-prefix = /public, rewrite.path-prefix = /v2, authz.allow-from = [web] }
                  rest {}
                }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              web    { port = 8080, expose = "/", calls = [orders] }
              orders {
                port = 8081
                authz.rules = [ { paths = ["/v2/*"] } ]
                routes {
                  public { match.path-prefix = /public, rewrite.path-prefix = /v2 }
                  rest {}
                }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.HttpScopes)
            if (scope.Route is { Rewrite.ChangesPath: true } && !ReferenceEquals(scope.Policies.Authorization, scope.Service.Policies.Authorization))
                yield return At(
                    Place.Closest(scope.PlaceOf("authz.allow-from"), scope.PlaceOf("authz.rules"), scope.PlaceOf("authz.deny-rules"), scope.PlaceOf("authz.default"), scope.PlaceOf("authz.jwt-issuer")),
                    $"{scope.Name} changes the path, and the application's side decides by the path that comes out",
                    "write the rules for that path: authz of the service, or a route that matches it");
    }
}
