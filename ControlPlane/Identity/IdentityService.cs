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
    /// <summary>For the mesh's authority to spend a token.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly IssueLimits _limits = new();
    private readonly AddressLocks _locks = new();

    public override async Task<SvidAnswer> Attest(AttestAsk request, ServerCallContext context)
    {
        var applicant = new Applicant(AddressOf(context), IsByToken: true, "");
        CheckLock(applicant);
        var key = Key(request.CertificateRequest, applicant);
        if (TokenSecret.HashOf(request.Token) is not { } hash) throw Refuse(applicant, StatusCode.PermissionDenied, "it is no token: one looks like am1.SECRET.ROOT");
        var token = await Spend(hash, applicant, context.CancellationToken);
        applicant = applicant with { Identity = token.Identity };
        return Issue(key, SpiffeId.Parse(token.Identity), applicant, TokenId(hash));
    }

    public override Task<SvidAnswer> Renew(RenewAsk request, ServerCallContext context)
    {
        var applicant = new Applicant(AddressOf(context), IsByToken: false, "");
        var id = Proven(context.GetHttpContext().Connection.ClientCertificate, applicant);
        applicant = applicant with { Identity = $"{id}" };
        CheckService(id, applicant);
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

    // What was taken out of the mesh ends with its certificate.
    private void CheckService(SpiffeId id, Applicant applicant)
    {
        if (new Caller(id).Service is not { } service || identities.HasService(service) is true) return;
        throw identities.HasService(service) is null
            ? Refuse(applicant, StatusCode.Unavailable, "this control node does not know the mesh yet; ask again")
            : Refuse(applicant, StatusCode.PermissionDenied, $"the mesh has no service {service} any more; apply one that has, or stop this workload");
    }

    private PublicKey Key(ByteString request, Applicant applicant) =>
        SigningRequest.Read(request.Span, out var problem) ?? throw Refuse(applicant, StatusCode.InvalidArgument, problem);

    private async Task<JoinToken> Spend(byte[] hash, Applicant applicant, CancellationToken stop)
    {
        MeshOutcome outcome;
        try
        {
            outcome = await identities.Mesh.Ask<MeshOutcome>(new SpendToken { Hash = UnsafeByteOperations.UnsafeWrap(hash) }, Patience, stop);
        }
        catch (AskTimeoutException)
        {
            throw Refuse(applicant, StatusCode.Unavailable, "no control node that leads answered in time; try again, and have another token made if this one is said to be used", TokenId(hash));
        }
        if (outcome.Accepted?.Token is { } token) return token;
        var refused = outcome.Refused ?? new MeshOutcome.Types.Refused { What = "the authority gave no reason" };
        throw refused.Reason is Reason.NotFound or Reason.Conflict
            ? Refuse(applicant, StatusCode.PermissionDenied, $"{refused.What}; {refused.Help}", TokenId(hash))
            : Refuse(applicant, StatusCode.Unavailable, $"{refused.What}; {refused.Help}", TokenId(hash));
    }

    private SvidAnswer Issue(PublicKey key, SpiffeId id, Applicant applicant, string? token)
    {
        if (identities.Denied().ProblemOf([$"{id}"], serial: "") is { } denied) throw Refuse(applicant, StatusCode.PermissionDenied, denied.Message, token);
        string? tooMany;
        lock (_gate) tooMany = _limits.Take($"{id}", identities.Clock.GetUtcNow());
        if (tooMany is not null) throw Refuse(applicant, StatusCode.ResourceExhausted, tooMany, token);
        try
        {
            // Members send each other nothing but their own certificates.
            var issued = id.Path == NodeRole.Member ? identities.Authority.IssueDirectly(key, id) : identities.Authority.Issue(key, id);
            identities.Issued.Add(issued);
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

    private void CheckLock(Applicant applicant)
    {
        TimeSpan? locked;
        lock (_gate) locked = _locks.Locked(applicant.Address, identities.Clock.GetUtcNow());
        if (locked is not { } wait) return;
        identities.Counters.CountRefused(isLocked: true);
        throw new RpcException(new Status(StatusCode.ResourceExhausted, $"{AddressLocks.FailuresMax} wrong tokens came from {applicant.Address}; try again in {Math.Ceiling(wait.TotalSeconds)} s"));
    }

    private RpcException Refuse(Applicant applicant, StatusCode code, string reason, string? token = null)
    {
        var isLocked = IsLocked(applicant, code);
        identities.Counters.CountRefused(isLocked);
        if (!isLocked) identities.Audit.Write(applicant.Event(AuditEvent.Refused) with { Reason = reason, Token = token });
        return new RpcException(new Status(code, reason));
    }

    // Who has proved nothing must not fill the audit log.
    private bool IsLocked(Applicant applicant, StatusCode code)
    {
        if (applicant.Identity.Length > 0 || code is not (StatusCode.PermissionDenied or StatusCode.Unauthenticated or StatusCode.InvalidArgument)) return false;
        var now = identities.Clock.GetUtcNow();
        lock (_gate)
        {
            if (_locks.Locked(applicant.Address, now) is not null) return true;
            _locks.Fail(applicant.Address, now);
            return false;
        }
    }

    private static string TokenId(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 8));

    private static IPAddress AddressOf(ServerCallContext context) => context.GetHttpContext().Connection.RemoteIpAddress ?? IPAddress.None;
}
