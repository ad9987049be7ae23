using System.Security.Cryptography;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Google.Protobuf;
using Bundle = ActorMesh.Runtime.Identity.TrustBundle;

namespace ActorMesh.Tests.Fast.DataPlane.Identity;

/// <summary>An actor that keeps an identity, in virtual time, with whoever issues it played by the test.</summary>
public abstract class IdentityActorRig : ActorTest
{
    private readonly List<IdentityReport> _reports = [];
    private volatile IdentityStatus _status = IdentityStatus.None;
    private volatile Bundle? _believed;
    private volatile string? _replaced;

    protected IdentityActorRig()
    {
        Authority = new TestAuthority(Clock.GetUtcNow());
        Answer = Issue;
    }

    private protected string Folder { get; } = Directory.CreateTempSubdirectory("identity-").FullName;

    private protected TestAuthority Authority { get; }

    private protected List<WorkloadSvid> Taken { get; } = [];

    /// <summary>Tokens, in order; null for a renewal.</summary>
    private protected List<string?> Asked { get; } = [];

    private protected IdentityStatus Standing => _status;

    private protected Func<IdentityAsk, SvidAnswer> Answer { get; set; }

    /// <summary>Whom members believe; null: whom the last answer named.</summary>
    private protected Bundle? Believed
    {
        get => _believed;
        set => _believed = value;
    }

    /// <summary>As the last request said.</summary>
    private protected string? Replaced => _replaced;

    private protected string TokenPath => Path.Combine(Folder, "token");

    private protected string Token => $"am1.secret.{System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(Authority.Certificate.RawDataMemory.Span))}";

    protected override void AfterAll()
    {
        base.AfterAll();
        Authority.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private protected IActorRef Start() => Sys.ActorOf(IdentityActor.Props(new IdentityContext(
        new IdentityFile(Path.Combine(Folder, "state")), new TokenFile(TokenPath), Ask, svid => Taken.Add(svid), status => _status = status,
        report =>
        {
            lock (_reports) _reports.Add(report);
        },
        Clock, new Random(1))
    {
        Believed = svid => Believed ?? svid.Bundle,
    }));

    private protected async Task<SvidAnswer> Ask(IdentityAsk ask, CancellationToken stop)
    {
        await Task.Yield();
        lock (Asked) Asked.Add(ask.Token?.Text);
        _replaced = ask.Replaces;
        return Answer(ask);
    }

    private protected SvidAnswer Issue(IdentityAsk ask) => Issue(ask, Authority);

    private protected SvidAnswer Issue(IdentityAsk ask, TestAuthority authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var asked = System.Security.Cryptography.X509Certificates.CertificateRequest.LoadSigningRequest(ask.Request, HashAlgorithmName.SHA256);
        var now = Clock.GetUtcNow();
        var leaf = authority.Leaf(key) with { PublicKey = asked.PublicKey.ExportSubjectPublicKeyInfo(), Start = now.AddMinutes(-1), End = now.AddHours(4) };
        using var signed = leaf.SignedBy(authority.Key);
        return new SvidAnswer
        {
            Chain = { ByteString.CopyFrom(signed.RawData) },
            Bundle = new TrustBundle { TrustDomain = TestAuthority.Domain, Roots = { ByteString.CopyFrom(authority.Certificate.RawData) }, Sequence = 1 },
        };
    }

    private protected List<IdentityReport> Reports()
    {
        lock (_reports) return [.. _reports];
    }

    private protected int Reported<T>() => Reports().OfType<T>().Count();
}
