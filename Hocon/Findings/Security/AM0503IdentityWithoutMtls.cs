using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>A rule about callers needs mTLS.</summary>
internal sealed class AM0503IdentityWithoutMtls() : MeshRule("AM0503", DiagnosticSeverity.Error)
{
    public override Lesson Lesson => Titled(
        "a rule about callers needs mTLS",
        checks: "Where authz.allow-from, authz.rules or authz.deny-rules name callers, or default = deny was written, mtls.mode is not off. Without such rules it is a warning: the "
            + "callers by calls cannot be told apart either.",
        why: "A caller is known by its certificate. Without one the rule can only refuse everybody or believe a header that anybody "
            + "can write.",
        fix: "Write mtls.mode = strict, or authz.default = allow if everybody may call.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              payments { port = 8083, mtls.mode = off, authz.allow-from = [orders] }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              orders   { port = 8081, expose = "/", calls = [payments] }
              payments { port = 8083, mtls.mode = strict, authz.allow-from = [orders] }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.Scopes)
        {
            var authorization = scope.Policies.Authorization;
            if (scope.Policies.Mtls.Mode.Value != MtlsMode.Off) continue;
            if (TellsApart(authorization))
                yield return At(
                    Place.Closest(scope.PlaceOf("authz.allow-from"), scope.PlaceOf("authz.rules"), scope.PlaceOf("authz.deny-rules"), scope.PlaceOf("mtls.mode"), scope.PlaceOf("authz.default")),
                    $"callers of {scope.Name} are to be told apart, and mtls.mode = off leaves them without identity",
                    "write mtls.mode = strict");
            else if (authorization.Default.Value == AuthorizationDefault.Deny)
                yield return At(
                    scope.PlaceOf("mtls.mode"),
                    "callers have no identity without mTLS, so that only those in calls may call cannot be held",
                    "write mtls.mode = strict, or authz.default = allow to say that everybody may call",
                    DiagnosticSeverity.Warning);
        }
    }

    /// <summary>Whether somebody wrote that some may call and others not.</summary>
    private static bool TellsApart(AuthorizationPolicy policy) =>
        policy.AllowFrom.Value is not null
        || policy.Rules.Concat(policy.DenyRules).Any(rule => rule.From.Count > 0)
        || policy is { Default: { Value: AuthorizationDefault.Deny, IsWritten: true }, Rules.Count: 0 };
}
