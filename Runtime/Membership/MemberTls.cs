using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;
using Akka.Event;
using Akka.Remote.Transport.DotNetty;

namespace ActorMesh.Runtime.Membership;

/// <summary>How members of the cluster prove to each other who they are: by mutual TLS, and only control nodes and those that are trusted like them are let in.</summary>
/// <param name="Certificate">With its key, and signed by a root itself: Akka sends no intermediates. It is read once, so it is renewed by a restart.</param>
/// <param name="Roots">Whose peers are believed, whatever their trust domain: that of a mesh may change while its nodes run. Looked at by each handshake.</param>
/// <param name="Known">Intermediates of imported roots, which no peer sends.</param>
/// <param name="Refused">Hears who was turned away.</param>
public sealed record MemberTls(
    X509Certificate2 Certificate, Func<IReadOnlyList<X509Certificate2>> Roots, Func<IReadOnlyList<X509Certificate2>> Known, SvidVerifier Verifier, RefusedPeers Refused)
{
    public DotNettySslSetup Setup() => new(Certificate, suppressValidation: false, requireMutualAuthentication: true, Accept);

    private bool Accept(X509Certificate2? certificate, X509Chain? chain, string peer, System.Net.Security.SslPolicyErrors errors, ILoggingAdapter log)
    {
        if (Problem(certificate) is not { } problem) return true;
        Refused.Note("cluster", peer, problem);
        return false;
    }

    /// <returns>Null when it is one.</returns>
    public string? Problem(X509Certificate2? certificate)
    {
        if (certificate is null) return "it showed no certificate";
        X509Certificate2Collection sent = [.. Known().ToArray()];
        if (SvidRules.CheckLeaf(certificate, out var id) is { } broken) return broken.Message;
        var verdict = Verifier.Verify(certificate, sent, new TrustBundle(id!.TrustDomain, Roots(), sequence: 0));
        if (!verdict.IsGood) return verdict.Problem.Message;
        return verdict.Id.Path is NodeRole.Control or NodeRole.Member ? null : $"it is {verdict.Id}, which may not be one: control nodes are {NodeRole.Control}, sidecars that join {NodeRole.Member}";
    }
}
