using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;

namespace ActorMesh.DataPlane.Identity;

/// <summary>Whether a server is a control node of the mesh.</summary>
internal static class ServerCheck
{
    /// <param name="sent">What the server sent with its certificate.</param>
    /// <returns>Why it is not; null when it is.</returns>
    public static string? Problem(SvidVerifier verifier, X509Certificate2 leaf, X509Certificate2Collection sent, TrustBundle bundle)
    {
        var verdict = verifier.Verify(leaf, sent, bundle);
        if (!verdict.IsGood) return verdict.Problem.Message;
        return verdict.Id.Path == NodeRole.Control ? null : $"it is {verdict.Id}, and no control node ({SpiffeId.ForTrustDomain(bundle.TrustDomain)}{NodeRole.Control})";
    }
}
