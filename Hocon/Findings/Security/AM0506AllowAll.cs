using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>Everybody may call.</summary>
internal sealed class AM0506AllowAll() : MeshRule("AM0506", DiagnosticSeverity.Info)
{
    public override Lesson Lesson => Titled(
        "everybody may call",
        checks: "authz.default is deny.",
        why: "One service that was broken into can call every other one. Most break-ins get from the first machine to the valuable one "
            + "over calls that no service ever makes.",
        fix: "Write default = deny: whoever lists the service in calls is let in.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                authz.default = allow
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                authz.default = deny
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        foreach (var scope in view.Scopes)
        {
            var otherwise = scope.Policies.Authorization.Default.Value;
            if (otherwise == AuthorizationDefault.Deny) continue;
            yield return At(
                scope.PlaceOf("authz.default"),
                otherwise == AuthorizationDefault.Allow
                    ? "everybody may call, whatever the rules say"
                    : "nobody is refused: what the rules do not allow is only reported",
                "write default = deny");
        }
    }
}
