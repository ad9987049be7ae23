using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Security;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Security;

public sealed class PeerCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Whoever_is_let_in_keeps_what_it_sent_where_that_is_asked_for(bool keeps, int kept)
    {
        using var root = new TestAuthority(Now);
        using var between = root.Below("CN=between");
        using var leaf = between.Issue();
        var rules = new PeerValidation("roots", new([new SubjectNameMatcher(SubjectNameKind.Uri, NameFit.Prefix, $"spiffe://{TestAuthority.Domain}/")])) { KeepsIntermediates = keeps };
        var check = new PeerCheck(rules, isRequired: true, new TrustRoots([root.Certificate], TestAuthority.Domain), new SecretStore(new FakeTimeProvider(Now))) { IsClient = true };

        Assert.True(check.Accepts(leaf, new X509Certificate2Collection { between.Certificate }));
        Assert.Equal(kept, check.Peer!.Intermediates.Count);
    }
}
