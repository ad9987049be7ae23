using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Security;

public sealed class PeerCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whoever_is_let_in_is_known_with_what_it_sent()
    {
        using var root = new TestAuthority(Now);
        using var between = root.Below("CN=between");
        using var leaf = between.Issue();
        var rules = new PeerValidation("roots", new([new SubjectNameMatcher(SubjectNameKind.Uri, NameFit.Prefix, $"spiffe://{TestAuthority.Domain}/")]));
        var check = new PeerCheck(rules, isRequired: true, new TrustRoots([root.Certificate], TestAuthority.Domain), new SecretStore(new FakeTimeProvider(Now))) { IsClient = true };

        Assert.True(check.Accepts(new ShownCertificates(leaf, new X509Certificate2Collection { between.Certificate })));
        Assert.Equal([between.Certificate], check.Peer!.Intermediates);
    }

    [Fact]
    public void Who_is_known_by_its_key_alone_is_not_let_in_once_it_is_denied()
    {
        using var root = new TestAuthority(Now);
        using var leaf = root.Issue();
        var rules = new PeerValidation(null, new([])) { PublicKeyHashes = new([Convert.ToBase64String(SHA256.HashData(leaf.PublicKey.ExportSubjectPublicKeyInfo()))]) };
        var secrets = new SecretStore(new FakeTimeProvider(Now));
        var check = new PeerCheck(rules, isRequired: true, roots: null, secrets) { IsClient = true };
        Assert.True(check.Accepts(new ShownCertificates(leaf, [])));

        secrets.Workloads.Denied = new DenyList([DenyList.SerialOf(leaf)]);
        Assert.False(check.Accepts(new ShownCertificates(leaf, [])));
        Assert.Equal(SvidFault.Denied, check.Fault);
        Assert.Null(check.Peer);
    }
}
