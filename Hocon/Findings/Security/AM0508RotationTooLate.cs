using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Findings.Security;

/// <summary>Certificates are replaced in the last minute.</summary>
internal sealed class AM0508RotationTooLate() : MeshRule("AM0508", DiagnosticSeverity.Warning)
{
    public override Lesson Lesson => Titled(
        "certificates are replaced in the last minute",
        checks: "What is left of a leaf certificate when it is to be replaced, leaf-ttl x (1 - rotate-at), is at least 15 minutes.",
        why: "That is how long the authority may be away before the first workload cannot prove who it is. A restart that takes a "
            + "little longer ends all traffic.",
        fix: "Write a longer leaf-ttl or a smaller rotate-at.") with
    {
        Scene = "09 mTLS",
        Formula = "leaf-ttl x (1 - rotate-at) >= 15m",
        Failing = """
            mesh {
              name = shop
              identity { leaf-ttl = 20m, rotate-at = 80% }
            }
            services {
              orders { port = 8081, expose = "/" }
            }
            """,
        Fixed = """
            mesh {
              name = shop
              identity { leaf-ttl = 4h, rotate-at = 50% }
            }
            services {
              orders { port = 8081, expose = "/" }
            }
            """,
    };

    private static readonly TimeSpan LeftMin = TimeSpan.FromMinutes(15);

    public override IEnumerable<Diagnostic> Check(MeshView view)
    {
        var identity = view.Mesh.Identity;
        var left = identity.LeafLifetime.Value * (1 - identity.RotateAt.Value);
        if (left >= LeftMin) yield break;
        var (setting, key) = identity.LeafLifetime.IsWritten
            ? (identity.LeafLifetime.Origin, "leaf-ttl")
            : (identity.RotateAt.Origin, "rotate-at");
        yield return At(
            setting,
            $"mesh.identity.{key}",
            $"a certificate of {Amount.Of(identity.LeafLifetime.Value)} is replaced at "
                + $"{Amount.Share(identity.RotateAt.Value)}: the authority may be away for {Amount.Of(left)} only",
            "write leaf-ttl = 4h and rotate-at = 50%");
    }
}
