using System.Security.Cryptography;
using ActorMesh.DataPlane.Identity;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Google.Protobuf;
using Grpc.Core;
using Xunit;
using Status = Grpc.Core.Status;

namespace ActorMesh.Tests.Fast.DataPlane.Identity;

public sealed class IdentityActorTests : ActorTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("identity-").FullName;
    private readonly TestAuthority _authority;
    private readonly List<WorkloadSvid> _taken = [];
    private readonly List<IdentityReport> _reports = [];
    private readonly List<string?> _asked = [];
    private volatile IdentityStatus _status = IdentityStatus.None;
    private Func<IdentityAsk, SvidAnswer> _answer;

    public IdentityActorTests()
    {
        _authority = new TestAuthority(Clock.GetUtcNow());
        _answer = Issue;
    }

    private string TokenPath => Path.Combine(_folder, "token");

    private string Token => $"am1.secret.{System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(_authority.Certificate.RawDataMemory.Span))}";

    [Fact]
    public void By_its_token_it_is_let_in_and_the_token_goes()
    {
        File.WriteAllText(TokenPath, Token);
        Start();
        Until(() => _taken.Count == 1);
        Assert.Equal("spiffe://shop.local/ns/default/sa/orders", $"{_taken[0].Id}");
        Assert.Equal([Token], _asked);
        Assert.False(File.Exists(TokenPath));
        Assert.True(_taken[0].Tls.Certificate.HasPrivateKey);
    }

    [Fact]
    public void At_half_of_its_life_it_asks_for_the_next_with_another_key()
    {
        File.WriteAllText(TokenPath, Token);
        Start();
        Until(() => _taken.Count == 1);
        Clock.Advance(TimeSpan.FromHours(1.7));
        Advance(TimeSpan.FromSeconds(11));
        Assert.Single(_taken);
        Clock.Advance(TimeSpan.FromHours(0.6));
        AdvanceUntil(() => _status.Renewals == 2);
        Assert.Equal([Token, null], _asked);
        Assert.NotEqual(_taken[0].Tls.Certificate.GetPublicKeyString(), _taken[1].Tls.Certificate.GetPublicKeyString());
    }

    [Fact]
    public void While_nobody_answers_it_keeps_what_it_has_and_is_ever_louder()
    {
        File.WriteAllText(TokenPath, Token);
        Start();
        Until(() => _taken.Count == 1);
        _answer = _ => throw new RpcException(new Status(StatusCode.Unavailable, "nobody leads"));
        Clock.Advance(TimeSpan.FromHours(3.1));
        AdvanceUntil(() => Reported<IdentityReport.NearEnd>() >= 1 && _status.LastError == "Unavailable: nobody leads");
        Assert.Equal(1, Reported<IdentityReport.Failed>());
        Clock.Advance(TimeSpan.FromHours(0.6));
        AdvanceUntil(() => Reported<IdentityReport.NearEnd>() >= 2);
        Assert.Equal(0, Reported<IdentityReport.Expired>());
        Clock.Advance(TimeSpan.FromHours(0.4));
        AdvanceUntil(() => Reported<IdentityReport.Expired>() == 1);
        Assert.Single(_taken);
        // And it comes back by the next token.
        _answer = Issue;
        File.WriteAllText(TokenPath, $"{Token}");
        AdvanceUntil(() => _taken.Count == 2);
    }

    [Fact]
    public void A_token_that_lets_nobody_in_is_not_tried_again()
    {
        File.WriteAllText(TokenPath, Token);
        _answer = _ => throw new RpcException(new Status(StatusCode.PermissionDenied, "it was used"));
        Start();
        Until(() => Reported<IdentityReport.Failed>() == 1);
        for (var i = 0; i < 20; i++) Advance(TimeSpan.FromSeconds(5));
        Assert.Single(_asked);
        Assert.Equal("PermissionDenied: it was used", _status.LastError);
        _answer = Issue;
        File.WriteAllText(TokenPath, Token.Replace("secret", "another", StringComparison.Ordinal));
        AdvanceUntil(() => _taken.Count == 1);
    }

    [Fact]
    public void Whose_answer_is_lost_asks_again_with_the_very_same_request()
    {
        List<byte[]> requests = [];
        File.WriteAllText(TokenPath, Token);
        _answer = ask =>
        {
            lock (requests) requests.Add(ask.Request);
            return requests.Count < 3 ? throw new RpcException(new Status(StatusCode.Unavailable, "cut")) : Issue(ask);
        };
        Start();
        AdvanceUntil(() => _taken.Count == 1);
        Clock.Advance(TimeSpan.FromHours(2.3));
        AdvanceUntil(() => _taken.Count == 2);
        Assert.Equal((requests[0], requests[1]), (requests[1], requests[2]));
        Assert.NotEqual(requests[2], requests[3]);
    }

    [Fact]
    public void A_start_without_a_control_plane_has_what_was_kept()
    {
        File.WriteAllText(TokenPath, Token);
        var first = Start();
        Until(() => _taken.Count == 1);
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);
        _answer = _ => throw new RpcException(new Status(StatusCode.Unavailable, "down"));
        Start();
        Until(() => _taken.Count == 2);
        Assert.Equal(_taken[0].Tls.Certificate.Thumbprint, _taken[1].Tls.Certificate.Thumbprint);
        Assert.Single(_asked);
        Assert.True(_taken[1].Tls.Certificate.HasPrivateKey);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "state", "identity.good")));
    }

    [Fact]
    public void What_was_kept_of_another_mesh_goes_when_there_is_a_token()
    {
        File.WriteAllText(TokenPath, Token);
        var first = Start();
        Until(() => _taken.Count == 1);
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);
        using var other = new TestAuthority(Clock.GetUtcNow(), "CN=other");
        _answer = ask => Issue(ask, other);
        File.WriteAllText(TokenPath, $"am1.x.{System.Buffers.Text.Base64Url.EncodeToString(SHA256.HashData(other.Certificate.RawDataMemory.Span))}");
        Start();
        Until(() => _taken.Count == 2);
        Assert.NotEqual(_taken[0].Tls.Certificate.Thumbprint, _taken[1].Tls.Certificate.Thumbprint);
    }

    [Fact]
    public void That_the_token_is_to_come_yet_is_said_once_and_is_no_alarm()
    {
        Start();
        Until(() => Reported<IdentityReport.Waiting>() == 1);
        File.WriteAllText(TokenPath, Token);
        AdvanceUntil(() => _taken.Count == 1);
        Assert.Equal((1, 0, 0), (Reported<IdentityReport.Waiting>(), Reported<IdentityReport.Remark>(), Reported<IdentityReport.Failed>()));
    }

    [Fact]
    public void A_folder_that_others_may_read_holds_no_key()
    {
        if (OperatingSystem.IsWindows()) return;
        var state = Directory.CreateDirectory(Path.Combine(_folder, "state"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.SetUnixFileMode(state.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        File.WriteAllText(TokenPath, Token);
        Start();
        Until(() => Reported<IdentityReport.Remark>() >= 1 && _taken.Count == 1);
        Assert.False(File.Exists(Path.Combine(state.FullName, "identity.good")));
        Assert.Contains(Reports(), report => report is IdentityReport.Remark { Text: var text } && text.Contains("chmod go-rwx", StringComparison.Ordinal));
    }

    [Fact]
    public void An_answer_for_another_key_is_none()
    {
        File.WriteAllText(TokenPath, Token);
        using var key = WorkloadKey.Create();
        _answer = _ => Issue(new IdentityAsk(key.Request(), null));
        Start();
        Until(() => Reported<IdentityReport.Failed>() == 1);
        Assert.Empty(_taken);
    }

    [Fact]
    public void Where_another_identity_speaks_for_it_no_token_is_asked_for_and_nothing_is_kept()
    {
        File.WriteAllText(TokenPath, Token);
        Sys.ActorOf(IdentityActor.Props(new IdentityContext(null, null, Ask, svid => _taken.Add(svid), status => _status = status, _ => { }, Clock, new Random(1)) { IsByIdentity = true }));
        Until(() => _taken.Count == 1);
        Clock.Advance(TimeSpan.FromHours(2.3));
        AdvanceUntil(() => _taken.Count == 2);
        // Nor when it has ended.
        Clock.Advance(TimeSpan.FromHours(5));
        AdvanceUntil(() => _taken.Count == 3);
        Assert.Equal([null, null, null], _asked);
        Assert.False(Directory.Exists(Path.Combine(_folder, "state")));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _authority.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private IActorRef Start() => Sys.ActorOf(IdentityActor.Props(new IdentityContext(
        new IdentityFile(Path.Combine(_folder, "state")), new TokenFile(TokenPath), Ask, svid => _taken.Add(svid), status => _status = status,
        report =>
        {
            lock (_reports) _reports.Add(report);
        },
        Clock, new Random(1))));

    private async Task<SvidAnswer> Ask(IdentityAsk ask, CancellationToken stop)
    {
        await Task.Yield();
        lock (_asked) _asked.Add(ask.Token?.Text);
        return _answer(ask);
    }

    private SvidAnswer Issue(IdentityAsk ask) => Issue(ask, _authority);

    private SvidAnswer Issue(IdentityAsk ask, TestAuthority authority)
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

    private List<IdentityReport> Reports()
    {
        lock (_reports) return [.. _reports];
    }

    private int Reported<T>() => Reports().OfType<T>().Count();
}
