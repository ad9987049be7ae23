using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>Plain text is accepted beside mTLS.</summary>
internal sealed class AM0501PermissiveMtls() : MeshRule("AM0501", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "plain text is accepted beside mTLS",
        checks: "mtls.mode is strict.",
        why: "permissive is for the week in which a mesh is introduced. Left on, anybody who reaches the port speaks plain text and "
            + "has no identity, so no rule about callers can hold.",
        fix: "Write mode = strict once all callers have a sidecar; actormesh status names the services that still let in plain connections.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                mtls.mode = permissive
              }
            }
            """,
        Fixed = """
            mesh { name = shop }
            services {
              payments {
                port = 8083, expose = "/"
                mtls.mode = strict
              }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        from scope in view.Scopes
        where scope.Policies.Mtls.Mode.Value == MtlsMode.Permissive
        select At(
            scope.PlaceOf("mtls.mode"),
            "callers without a certificate are let in as well, and rules about who calls cannot see who they are",
            "write mode = strict once all callers have a sidecar");
}
