using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>All that a rule allows is denied by another.</summary>
internal sealed class AM0511DeniedAnyway() : MeshRule("AM0511", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "all that a rule allows is denied",
        checks: "No rule of authz.deny-rules fits everything that a rule of authz.rules fits.",
        why: "What denies is asked first, wherever it stands in the file. Whoever wrote the rule that allows takes it that it opens a door, and "
            + "every request gets 403.",
        fix: "Narrow the rule that denies, or take out the one that allows.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              orders { port = 8081, expose = "/", calls = [stock] }
              stock {
                port = 8082
                authz {
                  rules = [ { from = [orders], methods = [GET], paths = ["/admin/status"] } ]
                  deny-rules = [ { paths = ["/admin/*"] } ]
                }
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders { port = 8081, expose = "/", calls = [stock] }
              stock {
                port = 8082
                authz {
                  rules = [ { from = [orders], methods = [GET], paths = ["/admin/status"] } ]
                  deny-rules = [ { methods = [POST, PUT, DELETE], paths = ["/admin/*"] } ]
                }
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.Scopes)
        {
            var policy = scope.Policies.Authorization;
            var denied = policy.DenyRules.Where(rule => rule.IsAbout(scope.Service)).ToList();
            foreach (var rule in policy.Rules.Where(rule => rule.IsAbout(scope.Service)))
                if (denied.Find(other => Covers(other, rule)) is { } covering)
                    yield return At(
                        scope.PlaceOf("authz.rules") with { Span = rule.Span },
                        $"nothing of it is allowed: the deny rule of line {covering.Span.Position.Line} fits all that this one fits",
                        "narrow the deny rule, or take this one out");
        }
    }

    private static bool Covers(AuthorizationRule denied, AuthorizationRule allowed) =>
        HoldsAll(denied.From, allowed.From, (one, other) => one == other)
        && HoldsAll(denied.Methods, allowed.Methods, (one, other) => one == other)
        && HoldsAll(denied.Paths, allowed.Paths, FitsPath)
        && HoldsAll(denied.Hosts, allowed.Hosts, FitsHost);

    // An empty list fits everything.
    private static bool HoldsAll(IReadOnlyList<string> outer, IReadOnlyList<string> inner, Func<string, string, bool> fits) =>
        outer.Count == 0 || (inner.Count > 0 && inner.All(one => outer.Any(pattern => fits(pattern, one))));

    private static bool FitsPath(string outer, string inner) => outer.EndsWith('*') ? inner.StartsWith(outer[..^1], StringComparison.Ordinal) : inner == outer;

    private static bool FitsHost(string outer, string inner)
    {
        if (outer.StartsWith('*')) return inner.EndsWith(outer[1..], StringComparison.OrdinalIgnoreCase);
        return outer.EndsWith('*') ? inner.StartsWith(outer[..^1], StringComparison.OrdinalIgnoreCase) : inner.Equals(outer, StringComparison.OrdinalIgnoreCase);
    }
}
