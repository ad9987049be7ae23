using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>The root certificate ends soon.</summary>
internal sealed class AM0509RootTooShort() : MeshRule("AM0509", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "the root certificate ends soon",
        checks: "identity.root-ttl is at least 90 days, and more than leaf-ttl.",
        why: "When a root ends, every certificate under it is worth nothing at the same moment, on all machines, however new it is. To "
            + "replace a root all sidecars must trust both for a while.",
        fix: "Write a root-ttl of years.") with
    {
        Scene = "09 mTLS",
        Formula = "root-ttl >= 90d and root-ttl > leaf-ttl",
        Failing = """
            mesh {
              name = shop
              identity.root-ttl = 30d
            }
            services {
              orders { port = 8081, expose = "/" }
            }
            """,
        Fixed = """
            mesh {
              name = shop
              identity.root-ttl = 3650d
            }
            services {
              orders { port = 8081, expose = "/" }
            }
            """,
    };

    private static readonly TimeSpan RootMin = TimeSpan.FromDays(90);

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        var identity = view.Mesh.Identity;
        var root = identity.RootLifetime;
        if (root.Value >= RootMin && root.Value > identity.LeafLifetime.Value) yield break;
        yield return At(
            root.IsWritten ? root.Origin : identity.LeafLifetime.Origin,
            root.IsWritten ? "mesh.identity.root-ttl" : "mesh.identity.leaf-ttl",
            $"the root ends {Amount.Of(root.Value)} after it was made, and every certificate of at most "
                + $"{Amount.Of(identity.LeafLifetime.Value)} with it",
            "write root-ttl = 3650d");
    }
}
