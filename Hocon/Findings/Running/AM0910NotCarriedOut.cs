using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Running;

/// <summary>A policy is compiled and not carried out yet.</summary>
internal sealed class AM0910NotCarriedOut() : MeshRule("AM0910", DiagnosticSeverity.Info)
{
    public override Lesson Lesson => Titled(
        "a policy is compiled and not carried out yet",
        checks: "Each kind of policy that this version of the data plane does not run, where the mesh asks for it: once for the whole "
            + "mesh, at the first place where it was written.",
        why: "A policy that is in the file and not in force is worse than none: people count on it.",
        fix: "Nothing is to be done in the file. If you count on the policy, wait for the version that carries it out.") with
    {
        Scene = "12 Design canvas",
        Failing = """
            mesh { name = shop }
            services {
              payments { port = 8083, expose = "/", cors.allow-origins = ["https://shop.example"] }
            }
            """,
    };

    public override IEnumerable<Diagnostic> Check(MeshView view) =>
        PendingPolicies.Of(view).Select(pending =>
            At(pending.Place, $"{pending.Policy.Name} not carried out by this version: {pending.Policy.Consequence}"));
}
