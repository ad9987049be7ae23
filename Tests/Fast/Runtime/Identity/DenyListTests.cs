using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Identity;

/// <summary>Who is denied is believed nowhere, however good its certificate is.</summary>
public sealed class DenyListTests : IDisposable
{
    private const string Orders = "spiffe://shop.local/ns/default/sa/orders";

    private const string Web = "spiffe://shop.local/ns/default/sa/web";

    private readonly TestAuthority _root = new(SvidVerifierTests.Now);

    public void Dispose() => _root.Dispose();

    [Theory]
    [InlineData(Orders, Orders)]
    [InlineData("00:4A:bc", "4abc")]
    [InlineData("4abc", "4abc")]
    [InlineData("spiffe://shop.local", null)]
    [InlineData("spiffe://shop.local/actormesh/control", null)]
    [InlineData("spiffe://shop.local/actormesh/member", "spiffe://shop.local/actormesh/member")]
    [InlineData("spiffe://shop.local/ns//sa/orders", null)]
    [InlineData("orders", null)]
    [InlineData("", null)]
    [InlineData("0", null)]
    [InlineData("1234567890123456789012345678901234567890ff", null)]
    public void A_peer_has_one_form(string text, string? normal)
    {
        Assert.Equal(normal, DenyList.Normal(text, out var problem));
        Assert.Equal(normal is null, problem.Length > 0);
    }

    [Fact]
    public void A_verdict_that_is_remembered_is_none_any_more()
    {
        var verifier = new SvidVerifier(new FakeTimeProvider(SvidVerifierTests.Now));
        var (leaf, other, bundle) = (_root.Issue(), _root.Issue(leaf => leaf.With(CertificateParts.Uri(Web)) with { Serial = [7, 7] }), _root.Bundle());
        Assert.True(verifier.Verify(leaf, [], bundle).IsGood);

        verifier.Denied = new DenyList([Orders]);
        var problem = verifier.Verify(leaf, [], bundle).Problem;
        Assert.Equal((SvidFault.Denied, $"{Orders} is denied in this mesh; actormesh cert denied says since when and why, actormesh cert allow {Orders} lets it in again"), (problem!.Fault, problem.Message));
        Assert.True(verifier.Verify(other, [], bundle).IsGood);

        verifier.Denied = new DenyList([DenyList.SerialOf(other)]);
        Assert.True(verifier.Verify(leaf, [], bundle).IsGood);
        Assert.Equal(SvidFault.Denied, verifier.Verify(other, [], bundle).Problem?.Fault);
        Assert.True(verifier.Verify(_root.Issue("web"), [], bundle).IsGood);
    }

    [Fact]
    public void That_somebody_is_denied_is_said_of_nobody_who_only_claims_to_be_it()
    {
        using var stranger = new TestAuthority(SvidVerifierTests.Now);
        var verifier = new SvidVerifier(new FakeTimeProvider(SvidVerifierTests.Now)) { Denied = new DenyList([Orders]) };

        Assert.NotEqual(SvidFault.Denied, verifier.Verify(stranger.Issue(), [], _root.Bundle()).Problem?.Fault);
    }
}
