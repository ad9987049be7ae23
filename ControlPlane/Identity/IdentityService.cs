using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity.Auditing;
using ActorMesh.ControlPlane.Identity.Issuing;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Identity;
using Akka.Actor;
using Google.Protobuf;
using Grpc.Core;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;
using Status = Grpc.Core.Status;
using Trusted = ActorMesh.Runtime.Contracts.Control.TrustBundle;

namespace ActorMesh.ControlPlane.Identity;

/// <summary>Issues certificates to workloads that prove who they are, by a token or by the certificate that they have.</summary>
/// <remarks>Who asks by a certificate has shown it in the handshake, which is refused unless it is believed.</remarks>
public sealed class IdentityService(IdentityContext identities) : Identities.IdentitiesBase
{
    /// <summary>For the mesh's authority to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly IssuingGate _gate = new(identities.Clock);

    public override async Task<SvidAnswer> Attest(AttestAsk request, ServerCallContext context)
    {
        var applicant = new Applicant(AddressOf(context), IsByToken: true, "") { Replaces = SerialIn(request.Replaces) };
        if (TokenSecret.HashOf(request.Token) is not { } secret) throw Refuse(applicant, StatusCode.PermissionDenied, "it is no token: one looks like am1.SECRET.ROOT");
        // Strangers behind one address must not keep out who has the right one: it is looked for first.
        if (!_gate.MayLookUp(applicant.Address)) throw Refuse(applicant, StatusCode.PermissionDenied, "too many tokens were wrong for this one to be looked for");
        var (hash, asked, id) = (UnsafeByteOperations.UnsafeWrap(secret), UnsafeByteOperations.UnsafeWrap(SHA256.HashData(request.CertificateRequest.Span)), TokenId(secret));
        var token = await Ask(new FindToken { Hash = hash, RequestHash = asked }, applicant, id, context.CancellationToken);
        applicant = applicant with { Identity = token.Identity };
        // Whatever else keeps it out must not cost it the token.
        var (key, identity) = (Key(request.CertificateRequest, applicant), SpiffeId.Parse(token.Identity));
        if (identity.Path != NodeRole.Member && identities.Authority.Problem(identity) is { } foreign) throw Refuse(applicant, StatusCode.FailedPrecondition, foreign, id);
        CheckService(identity, applicant, id);
        CheckDenied(identity, applicant, id);
        Check(_gate.TakeFor(token.Identity), applicant);
        await Ask(new SpendToken { Hash = hash, RequestHash = asked }, applicant, id, context.CancellationToken);
        return Issue(key, identity, applicant, id);
    }

    public override Task<SvidAnswer> Renew(RenewAsk request, ServerCallContext context)
    {
        var applicant = new Applicant(AddressOf(context), IsByToken: false, "") { Replaces = SerialIn(request.Replaces) };
        var shown = context.GetHttpContext().Connection.ClientCertificate;
        var id = Proven(shown, applicant);
        applicant = applicant with { Identity = $"{id}", Shown = DenyList.SerialOf(shown!) };
        CheckService(id, applicant);
        CheckDenied(id, applicant);
        Check(_gate.TakeFor($"{id}", renewsFrom: applicant.Address), applicant);
        return Task.FromResult(Issue(Key(request.CertificateRequest, applicant), id, applicant, token: null));
    }

    private SpiffeId Proven(X509Certificate2? shown, Applicant applicant)
    {
        if (shown is null) throw Refuse(applicant, StatusCode.Unauthenticated, "no certificate was shown on this connection; the first one is had by a token");
        if (SvidRules.CheckLeaf(shown, out var id) is { } broken) throw Refuse(applicant, StatusCode.Unauthenticated, broken.Message);
        // A connection may outlive the certificate that it began with.
        return CertificateLife.End(shown) >= identities.Clock.GetUtcNow()
            ? id!
            : throw Refuse(applicant with { Identity = $"{id}" }, StatusCode.Unauthenticated, "the certificate of this connection has ended; connect again, or use a token");
    }

    // Asked after the mesh is known: who is denied comes before it.
    private void CheckDenied(SpiffeId id, Applicant applicant, string? token = null)
    {
        if (identities.Denied().ProblemOf([$"{id}"], applicant.Shown ?? "") is { } denied) throw Refuse(applicant, StatusCode.PermissionDenied, denied.Message, token);
    }

    // What was taken out of the mesh ends with its certificate. What a mesh has that comes to this node later is let in then. Control nodes sign their own.
    private void CheckService(SpiffeId id, Applicant applicant, string? token = null)
    {
        if (id.Path == NodeRole.Member) return;
        if (new Caller(id).Service is null) throw Refuse(applicant, StatusCode.PermissionDenied, $"{id} is neither a workload nor a member of the cluster; a control node signs for itself", token);
        if (identities.Workloads() is not { } known) throw Refuse(applicant, StatusCode.Unavailable, "this control node does not know the mesh yet; ask again", token);
        if (WorkloadCheck.Problem(id, known) is { } unknown) throw Refuse(applicant, StatusCode.FailedPrecondition, $"{unknown}; apply a mesh that has it, or stop this workload", token);
    }

    private PublicKey Key(ByteString request, Applicant applicant) =>
        SigningRequest.Read(request.Span, out var problem) ?? throw Refuse(applicant, StatusCode.InvalidArgument, problem);

    private void Check(string? tooMany, Applicant applicant)
    {
        if (tooMany is not null) throw Refuse(applicant, StatusCode.ResourceExhausted, tooMany);
    }

    private async Task<JoinToken> Ask(IMessage command, Applicant applicant, string tokenId, CancellationToken stop)
    {
        MeshOutcome outcome;
        try
        {
            outcome = await identities.Mesh.Ask<MeshOutcome>(command, Patience, stop);
        }
        catch (AskTimeoutException)
        {
            throw Refuse(applicant, StatusCode.Unavailable, "no control node that leads answered in time; try again with the same request, for which the token stays good", tokenId);
        }
        if (outcome.Accepted?.Token is { } token) return token;
        var refused = outcome.Refused ?? new MeshOutcome.Types.Refused { What = "the authority gave no reason" };
        throw Refuse(applicant, refused.Reason is Reason.NotFound or Reason.Conflict ? StatusCode.PermissionDenied : StatusCode.Unavailable, $"{refused.What}; {refused.Help}", tokenId);
    }

    private SvidAnswer Issue(PublicKey key, SpiffeId id, Applicant applicant, string? token)
    {
        try
        {
            // Members send each other nothing but their own certificates.
            var issued = id.Path == NodeRole.Member ? identities.Authority.IssueDirectly(key, id) : identities.Authority.Issue(key, id);
            identities.Issued.Add(issued with { Replaces = applicant.Replaces });
            identities.Counters.CountIssued(applicant.IsByToken);
            identities.Audit.Write(applicant.Event(AuditEvent.Issued) with { Serial = issued.Serial, NotAfter = issued.NotAfter, Issuer = issued.Issuer, Token = token });
            return Answer(issued);
        }
        catch (Exception e) when (e is IssueRefusedException or CryptographicException)
        {
            throw Refuse(applicant, StatusCode.FailedPrecondition, e.Message, token);
        }
    }

    private SvidAnswer Answer(IssuedSvid issued)
    {
        var bundle = identities.Authority.Bundle;
        var trusted = new Trusted { TrustDomain = bundle.TrustDomain, Sequence = bundle.Sequence };
        trusted.Roots.AddRange(bundle.Roots.Select(root => ByteString.CopyFrom(root.RawDataMemory.Span)));
        var answer = new SvidAnswer { Bundle = trusted, RotateAt = identities.Authority.Terms.RotateAt };
        answer.Chain.AddRange(issued.Chain.Select(certificate => UnsafeByteOperations.UnsafeWrap(certificate)));
        return answer;
    }

    // Who has proved nothing and was wrong too often is told nothing but that, and fills no audit log.
    private RpcException Refuse(Applicant applicant, StatusCode code, string reason, string? token = null)
    {
        var isWrong = applicant.Identity.Length == 0 && code is StatusCode.PermissionDenied or StatusCode.Unauthenticated;
        var locked = isWrong ? _gate.Fail(applicant.Address) : null;
        identities.Counters.CountRefused(locked is not null);
        if (locked is not null) return new RpcException(new Status(StatusCode.ResourceExhausted, locked));
        identities.Audit.Write(applicant.Event(AuditEvent.Refused) with { Reason = reason, Token = token });
        return new RpcException(new Status(code, reason));
    }

    // As it was sent, by whoever it was.
    private static string SerialIn(string text) => text.Length <= SvidRules.SerialMax * 2 ? text.ToLowerInvariant() : "";

    private static string TokenId(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 8));

    private static IPAddress AddressOf(ServerCallContext context) => context.GetHttpContext().Connection.RemoteIpAddress ?? IPAddress.None;
}
