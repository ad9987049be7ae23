using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>A rule is about nobody.</summary>
internal sealed class AM0502RuleMatchesNobody() : MeshRule("AM0502", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a rule is about nobody",
        checks: "Each name in authz.allow-from and authz.rules of a service is one of its callers: a service that lists it in calls, or "
            + "ingress where it is exposed.",
        why: "The rule is about a caller who never comes. Often the name is that of the wrong service, and the right one is refused; "
            + "or a door is held open for somebody who left.",
        fix: "Correct the name, add the call, or take the name out.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              refunds  { port = 8084, expose = "/refunds" }
              payments { port = 8083, authz.allow-from = [orders, refunds] }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              refunds  { port = 8084, expose = "/refunds", calls = [payments] }
              payments { port = 8083, authz.allow-from = [orders, refunds] }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        for (var i = 0; i < view.Services.Count; i++)
        {
            var callers = Callers.Of(view.Mesh, view.Services[i]).ToHashSet(StringComparer.Ordinal);
            foreach (var scope in view.ScopesOf(i))
            {
                // What stands in mesh.defaults is for all services; here it is nobody's mistake.
                if (scope.PlaceOf("authz.allow-from") is { Level: >= 2 } list)
                    foreach (var name in (scope.Policies.Authorization.AllowFrom.Value ?? []).Where(IsStranger))
                        yield return Of(list, scope, name);
                if (scope.PlaceOf("authz.rules") is not { Level: >= 2 } rules) continue;
                foreach (var rule in scope.Policies.Authorization.Rules.Where(rule => rule.From.Count > 0 && rule.From.All(IsStranger)))
                    yield return Of(rules with { Span = rule.Span }, scope, string.Join(" or ", rule.From));
            }

            // A name that no service has is said elsewhere, and so is that the own name of what is exposed is everybody outside.
            bool IsStranger(string name) => !callers.Contains(name) && !(name == view.Services[i].Name && view.Services[i].Exposure is not null) && (name == Callers.Ingress || view.Mesh.Find(name) is not null);
        }
    }

    private Diagnostic Of(Place place, PolicyScope scope, string name) => At(
        place,
        name == Callers.Ingress
            ? $"ingress never calls {scope.Service.Name}: it is not exposed"
            : $"{name} never calls {scope.Service.Name}: it does not have it in calls",
        name == Callers.Ingress
            ? "write expose = \"/\", or take ingress out"
            : $"add {scope.Service.Name} to the calls of {name}, or take the name out");
}
