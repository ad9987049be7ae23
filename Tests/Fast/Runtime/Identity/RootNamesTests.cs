using System.Buffers.Text;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Identity;

/// <summary>How tokens and bundles name what is believed.</summary>
public sealed class RootNamesTests
{
    [Fact]
    public void All_roots_of_a_bundle_are_named_and_no_other()
    {
        using var one = new TestAuthority(TimeProvider.System.GetUtcNow());
        using var two = new TestAuthority(TimeProvider.System.GetUtcNow(), "CN=two");
        using var three = new TestAuthority(TimeProvider.System.GetUtcNow(), "CN=three");
        var names = RootNames.Parse($"{RootNames.Of(new TrustBundle(TestAuthority.Domain, [one.Certificate, two.Certificate], 2))}");

        Assert.Equal((true, true, false), (names.Has(one.Certificate), names.Has(two.Certificate), names.Has(three.Certificate)));
        Assert.Equal(43, $"{RootNames.Of(one.Bundle())}".Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(4 * 32)]
    public void What_is_not_whole_is_refused(int bytes) => Assert.Throws<InvalidDataException>(() => RootNames.Parse(Base64Url.EncodeToString(new byte[bytes])));

    [Fact]
    public void What_is_no_base64url_is_refused() => Assert.Throws<InvalidDataException>(() => RootNames.Parse("***"));

    [Theory]
    [InlineData("# bundle 7\n-----BEGIN", 7)]
    [InlineData("-----BEGIN", 0)]
    [InlineData("# bundle x\n", 0)]
    [InlineData("# bundle ", 0)]
    [InlineData("# bundle 7", 0)]
    [InlineData("", 0)]
    public void A_bundle_says_which_it_is(string pem, long sequence) => Assert.Equal(sequence, BundleSequence.In(pem));
}
