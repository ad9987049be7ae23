using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>A caller is not let in.</summary>
internal sealed class AM0507CallerRefused() : MeshRule("AM0507", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a caller is not let in",
        checks: "Each service that has another one in its calls is in that one's authz.allow-from, or in one of its rules, where those "
            + "were written, and no rule denies it everything; so is ingress where it is exposed.",
        why: "The call is in the plan and every single one is answered with 403. It is found on the evening of the release, by users.",
        fix: "Add the caller to allow-from, or take it out of calls.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              refunds  { port = 8084, expose = "/refunds", calls = [payments] }
              payments { port = 8083, authz.allow-from = [orders] }
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
            var scopes = view.ScopesOf(i);
            // Where nothing was written, whoever has it in calls is let in.
            if (scopes.Count == 0 || scopes.All(scope => scope.Policies.Authorization is { AllowFrom.Value: null, Rules.Count: 0, DenyRules.Count: 0 })) continue;
            var refused = Callers.Of(view.Mesh, view.Services[i]).Where(caller => !scopes.Any(scope => LetsIn(view, scope, caller))).ToList();
            if (refused.Count == 0) continue;
            yield return At(
                Place.Closest(scopes[0].PlaceOf("authz.allow-from"), scopes[0].PlaceOf("authz.rules"), scopes[0].PlaceOf("authz.deny-rules")),
                $"{Listed(refused)} not allowed: every request from there to {view.Services[i].Name} gets 403",
                $"add {refused[0]} to allow-from");
        }
    }

    private const int NamesMax = 5;

    private static string Listed(List<string> names) =>
        string.Join(", ", names.Take(NamesMax)) + (names.Count > NamesMax ? $" and {names.Count - NamesMax} more" : "") + (names.Count == 1 ? " is" : " are");

    private static bool LetsIn(MeshView view, PolicyScope scope, string caller)
    {
        var policy = scope.Policies.Authorization;
        if (policy.DenyRules.Any(rule => rule.FitsEveryRequest && rule.IsAbout(scope.Service) && (rule.From.Count == 0 || rule.From.Contains(caller, StringComparer.Ordinal)))) return false;
        return policy.Default.Value != AuthorizationDefault.Deny
            || AllowedCallers.Of(view.Mesh, scope.Service, policy).Contains(caller, StringComparer.Ordinal)
            || policy.Rules.Any(rule => rule.IsAbout(scope.Service) && (rule.From.Count == 0 || rule.From.Contains(caller, StringComparer.Ordinal)));
    }
}
