using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>The own name of a service that is exposed stands for everybody outside.</summary>
internal sealed class AM0513OwnNameIsOutside() : MeshRule("AM0513", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "the own name of an exposed service is the outside",
        checks: "A service with expose does not name itself in authz.allow-from, nor in the from of a rule.",
        why: "The way in from outside runs in the service's own sidecars, and shows their name. Who lets in the service itself, as for calls between its replicas, lets in everybody "
            + "outside, too, although ingress is nowhere written.",
        fix: "Write ingress if the outside is meant; else take the name out, or expose another service.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              orders { port = 8081, expose = "/", authz.rules = [ { paths = ["/shop/*"] }, { from = [orders], paths = ["/peers/*"] } ] }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders { port = 8081, expose = "/", authz.rules = [ { paths = ["/shop/*"] } ] }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.Scopes)
        {
            var (policy, name) = (scope.Policies.Authorization, scope.Service.Name);
            if (scope.Service.Exposure is null) continue;
            if (policy.AllowFrom.Value?.Contains(name, StringComparer.Ordinal) == true) yield return Told(scope.PlaceOf("authz.allow-from"), name);
            foreach (var (setting, rules) in new (string, IReadOnlyList<AuthorizationRule>)[] { ("authz.rules", policy.Rules), ("authz.deny-rules", policy.DenyRules) })
            foreach (var rule in rules.Where(rule => rule.From.Contains(name, StringComparer.Ordinal)))
                yield return Told(scope.PlaceOf(setting) with { Span = rule.Span }, name);
        }
    }

    private Diagnostic Told(Place place, string name) =>
        At(place, $"{name} is exposed, and clients from outside come in by its own name: {name} is everybody outside here", "write ingress if that is meant, or take the name out");
}
