using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Running;

/// <summary>A security policy is not carried out yet.</summary>
internal sealed class AM0911DoorOpen() : MeshRule("AM0911", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "a security policy is not carried out yet",
        checks: "Whether mTLS or authorization is asked for, which this version of the data plane does not run: once for the whole mesh.",
        why: "Whoever reads \"strict\" believes that nobody can listen and nobody else can call. Today both can.",
        fix: "Keep the mesh on a network that you trust. To say that you know: mtls.mode = off and authz.default = allow.") with
    {
        Scene = "09 mTLS",
        Failing = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/" }
            }
            """,
        Fixed = """
            mesh {
              name = shop
              defaults { mtls.mode = off, authz.default = allow }
            }
            services {
              payments { port = 8083, expose = "/" }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        PendingPolicies.Of(view).Where(pending => pending.Policy.OpensADoor).Select(pending =>
            At(pending.Place, $"{pending.Policy.Name} not carried out by this version: {pending.Policy.Consequence}", "use it on a network that you trust"));
}
