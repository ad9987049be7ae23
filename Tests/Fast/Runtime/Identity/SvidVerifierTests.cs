using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Identity;

/// <summary>Who is believed. The tables hold all that is not.</summary>
public sealed class SvidVerifierTests : IDisposable
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Now);
    private readonly TestAuthority _root = new(Now);
    private readonly SvidVerifier _verifier;

    public SvidVerifierTests() => _verifier = new SvidVerifier(_clock);

    public static TheoryData<string> Leaves => [.. BadLeaves.All.Keys];

    public static TheoryData<string> Chains => [.. BadChains.All.Keys];

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_tables_are_long_enough() => Assert.True(BadLeaves.All.Count + BadChains.All.Count >= 60);

    [Theory]
    [MemberData(nameof(Leaves))]
    public void A_leaf_with_one_thing_wrong_is_refused_for_that(string name)
    {
        var (fault, change) = BadLeaves.All[name];
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var verdict = Verify(change(_root.Leaf(key)).BytesSignedBy(_root.Key));

        Assert.Equal((fault, false), (verdict.Problem?.Fault, verdict.IsGood));
    }

    [Theory]
    [MemberData(nameof(Chains))]
    public void A_chain_with_one_thing_wrong_is_refused_for_that(string name)
    {
        var (fault, make) = BadChains.All[name];
        var sent = make(_root);

        var verdict = _verifier.Verify(sent.Leaf, sent.Intermediates, sent.Bundle);

        Assert.Equal((fault, false), (verdict.Problem?.Fault, verdict.IsGood));
    }

    [Fact]
    public void A_right_one_is_believed_below_a_root_and_below_two_intermediates()
    {
        using var first = _root.Below("CN=mid-1", mid => mid.And(CertificateParts.Uri("spiffe://shop.local")));
        using var second = first.Below("CN=mid-2", mid => mid.With(CertificateParts.Authority(pathLength: 0)));

        Assert.Equal("spiffe://shop.local/ns/default/sa/orders", _verifier.Verify(_root.Issue(), [], _root.Bundle()).Id?.ToString());
        Assert.Equal("spiffe://shop.local/ns/default/sa/payments", _verifier.Verify(second.Issue("payments"), [second.Certificate, first.Certificate], _root.Bundle()).Id?.ToString());
    }

    [Fact]
    public void The_leaf_may_be_among_what_was_sent()
    {
        using var intermediate = _root.Below("CN=mid");
        var leaf = intermediate.Issue();

        Assert.True(_verifier.Verify(leaf, [leaf, intermediate.Certificate], _root.Bundle()).IsGood);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void DNS_names_beside_the_id_and_a_subject_do_no_harm(bool critical)
    {
        var names = CertificateParts.Names([(2, "orders.shop.local"), (6, "spiffe://shop.local/ns/default/sa/orders"), (1, "a@b.c")], critical);

        Assert.True(_verifier.Verify(_root.Issue(leaf => leaf.With(names) with { Subject = "CN=payments" }), [], _root.Bundle()).IsGood);
    }

    [Fact]
    public void Extended_usage_may_be_left_out()
    {
        Assert.True(_verifier.Verify(_root.Issue(leaf => leaf.Without(CertificateParts.ExtendedOid)), [], _root.Bundle()).IsGood);
        Assert.True(_verifier.Verify(_root.Issue(leaf => leaf.Without(CertificateParts.ConstraintsOid)), [], _root.Bundle()).IsGood);
    }

    [Fact]
    public void A_remembered_verdict_ends_with_the_certificate()
    {
        var leaf = _root.Issue();
        var bundle = _root.Bundle();
        Assert.True(_verifier.Verify(leaf, [], bundle).IsGood);

        _clock.SetUtcNow(Now.AddHours(4));
        Assert.True(_verifier.Verify(leaf, [], bundle).IsGood);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SvidFault.Expired, _verifier.Verify(leaf, [], bundle).Problem?.Fault);
    }

    [Fact]
    public void A_remembered_verdict_ends_with_its_intermediate()
    {
        using var intermediate = _root.Below("CN=mid", mid => mid with { End = Now.AddHours(1) });
        var leaf = intermediate.Issue();
        var bundle = _root.Bundle();
        Assert.True(_verifier.Verify(leaf, [intermediate.Certificate], bundle).IsGood);

        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(SvidFault.IssuerNotInTime, _verifier.Verify(leaf, [intermediate.Certificate], bundle).Problem?.Fault);
    }

    [Fact]
    public void A_remembered_verdict_ends_with_the_bundle()
    {
        var leaf = _root.Issue();
        Assert.True(_verifier.Verify(leaf, [], _root.Bundle()).IsGood);

        using var other = new TestAuthority(Now, "CN=other");
        Assert.Equal(SvidFault.Untrusted, _verifier.Verify(leaf, [], other.Bundle()).Problem?.Fault);
    }

    [Fact]
    public void With_two_roots_in_the_bundle_either_is_believed()
    {
        using var next = new TestAuthority(Now, "CN=root-2");
        var both = new TrustBundle(TestAuthority.Domain, [_root.Certificate, next.Certificate], 2);

        Assert.True(_verifier.Verify(_root.Issue(), [], both).IsGood);
        Assert.True(_verifier.Verify(next.Issue(), [], both).IsGood);
    }

    [Fact]
    public void More_good_peers_than_are_remembered_are_still_believed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var bundle = _root.Bundle();
        for (var i = 0; i <= SvidVerifier.RememberedMax; i++)
        {
            using var leaf = (_root.Leaf(key) with { Serial = [1, (byte)(i >> 8), (byte)i] }).SignedBy(_root.Key);
            Assert.True(_verifier.Verify(leaf, [], bundle).IsGood);
        }
    }

    private SvidVerdict Verify(byte[] leaf)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(leaf);
            return _verifier.Verify(certificate, [], _root.Bundle());
        }
        catch (CryptographicException e)
        {
            return SvidVerdict.Bad(SvidFault.Damaged, e.Message);
        }
    }
}
