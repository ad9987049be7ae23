using System.Security.Cryptography;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A root of the mesh.</summary>
/// <param name="State"><c>signs</c>, <c>prepared</c> (believed, signs soon), <c>leaving</c> (believed, signs no more) or <c>retired</c>.</param>
/// <param name="Signer">Subject of what signs: the root itself, or an intermediate below it.</param>
/// <param name="NotAfter">The end of the first of both to end.</param>
/// <param name="Sha256">Of the root's DER.</param>
/// <param name="Certificate">PEM.</param>
internal sealed record RootShape(
    string Name, string State, bool IsImported, string Subject, string Signer, string Serial, DateTimeOffset NotBefore, DateTimeOffset NotAfter, string Sha256, string Certificate)
{
    public static RootShape Of(RootAuthority root, RootPlan plan) => new(
        root.Name,
        StateOf(root.Generation, plan),
        root.IsImported,
        root.Root.Subject,
        root.Signer.Subject,
        root.Root.SerialNumber.ToLowerInvariant(),
        CertificateLife.Start(root.Root),
        root.End,
        Convert.ToHexStringLower(SHA256.HashData(root.Root.RawDataMemory.Span)),
        root.Root.ExportCertificatePem());

    private static string StateOf(int generation, RootPlan plan)
    {
        if (generation == plan.Signing) return "signs";
        if (generation == plan.Prepared) return "prepared";
        return generation == plan.Leaving ? "leaving" : "retired";
    }
}
