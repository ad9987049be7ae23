using System.Text;
using ActorMesh.Runtime.Identity;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Identity;

/// <summary>What a name of a workload looks like, and what only looks like one.</summary>
public sealed class SpiffeIdTests
{
    private static readonly Gen<string> Segment = Gen.String[Gen.Char["abzABZ019.-_"], 1, 12].Where(text => text is not ("." or ".."));

    private static readonly Gen<string> Domain = Gen.String[Gen.Char["abz019.-_"], 1, 40];

    private static readonly Gen<string> Good = Gen.Select(Domain, Segment.Array[0, 6], (domain, path) => $"spiffe://{domain}{string.Concat(path.Select(segment => $"/{segment}"))}");

    [Fact]
    public void A_workload_has_a_trust_domain_and_a_path()
    {
        var id = SpiffeId.ForWorkload("shop.local", "default", "orders");

        Assert.Equal(("spiffe://shop.local/ns/default/sa/orders", "shop.local", "/ns/default/sa/orders"), (id.ToString(), id.TrustDomain, id.Path));
        Assert.Equal(("shop.local", ""), (SpiffeId.ForTrustDomain("shop.local").TrustDomain, SpiffeId.ForTrustDomain("shop.local").Path));
    }

    [Theory]
    [InlineData("", "does not begin")]
    [InlineData("spiffe:/shop.local/a", "does not begin")]
    [InlineData("https://shop.local/a", "does not begin")]
    [InlineData("SPIFFE://shop.local/a", "does not begin")]
    [InlineData(" spiffe://shop.local/a", "does not begin")]
    [InlineData("spiffe://", "no trust domain")]
    [InlineData("spiffe:///a", "no trust domain")]
    [InlineData("spiffe://Shop.local/a", "'S'")]
    [InlineData("spiffe://shop.local:8443/a", "':'")]
    [InlineData("spiffe://user@shop.local/a", "'@'")]
    [InlineData("spiffe://[::1]/a", "'['")]
    [InlineData("spiffe://shop%2elocal/a", "'%'")]
    [InlineData("spiffe://shöp.local/a", "U+00F6")]
    [InlineData("spiffe://shop.local?x", "'?'")]
    [InlineData("spiffe://shop.local/", "empty segment")]
    [InlineData("spiffe://shop.local/a/", "empty segment")]
    [InlineData("spiffe://shop.local//a", "empty segment")]
    [InlineData("spiffe://shop.local/a/../b", "dots alone")]
    [InlineData("spiffe://shop.local/./b", "dots alone")]
    [InlineData("spiffe://shop.local/a%2fb", "'%'")]
    [InlineData("spiffe://shop.local/a?b=c", "'?'")]
    [InlineData("spiffe://shop.local/a#b", "'#'")]
    [InlineData("spiffe://shop.local/a b", "U+0020")]
    [InlineData("spiffe://shop.local/a\0", "U+0000")]
    [InlineData("spiffe://shop.local/а", "U+0430")]
    [InlineData("spiffe://shop.local/a\\b", "'\\'")]
    [InlineData("spiffe://shop.local/*", "'*'")]
    public void Nothing_is_repaired(string text, string why)
    {
        Assert.False(SpiffeId.TryParse(text, out _, out var problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Lengths_end_where_they_say()
    {
        Assert.True(SpiffeId.TryParse($"spiffe://{new string('a', 255)}/b", out _, out _));
        Assert.False(SpiffeId.TryParse($"spiffe://{new string('a', 256)}/b", out _, out var domain));
        Assert.Contains("255", domain, StringComparison.Ordinal);
        Assert.True(SpiffeId.TryParse($"spiffe://a/{new string('b', 2048 - 11)}", out _, out _));
        Assert.False(SpiffeId.TryParse($"spiffe://a/{new string('b', 2048 - 10)}", out _, out var whole));
        Assert.Contains("2048", whole, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_read_is_written_the_same_and_its_parts_make_it_up() => Good.Sample(text =>
    {
        Assert.True(SpiffeId.TryParse(text, out var id, out var problem), problem);
        Assert.Equal(text, id.ToString());
        Assert.Equal(text, $"spiffe://{id.TrustDomain}{id.Path}");
        Assert.Equal(id, SpiffeId.Parse(text));
    });

    [Fact]
    public void Two_texts_are_never_one_identity() => Gen.Select(Good, Good).Sample((one, other) =>
        Assert.Equal(one == other, SpiffeId.Parse(one).Equals(SpiffeId.Parse(other))));

    [Fact]
    public void No_bytes_make_it_throw() => Gen.Select(Gen.Byte.Array[0, 64], Gen.Bool).Sample((bytes, withScheme) =>
    {
        var text = (withScheme ? "spiffe://" : "") + Encoding.Latin1.GetString(bytes);
        Assert.Equal(SpiffeId.TryParse(text, out var id, out var problem), problem.Length == 0);
        if (id is not null) Assert.Equal(text, id.ToString());
    });

    [Fact]
    public void A_character_put_anywhere_is_another_identity_or_none() => Gen.Select(Good, Gen.Int[0, 60], Gen.Char).Sample((text, at, c) =>
    {
        var changed = text.Insert(at % (text.Length + 1), c.ToString());
        if (SpiffeId.TryParse(changed, out var id, out _)) Assert.NotEqual(SpiffeId.Parse(text), id);
    });
}
