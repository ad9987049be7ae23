using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Security;
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
}
