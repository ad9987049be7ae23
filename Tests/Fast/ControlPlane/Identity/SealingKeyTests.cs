using System.Security.Cryptography;
using System.Text;
using ActorMesh.ControlPlane.Identity.Sealing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>What was sealed opens for who sealed it, and for nothing else.</summary>
public sealed class SealingKeyTests
{
    private static readonly byte[] Context = "root 1"u8.ToArray();

    private static readonly SealingKey Key = SealingKey.OfKey(new byte[32], "a.key");

    [Fact]
    public void What_was_sealed_opens() => Gen.Byte.Array[0, 300].Sample(content => Assert.Equal(content, Key.Open(Key.Seal(content, Context), Context)));

    [Fact]
    public void A_passphrase_seals_too_and_no_two_seals_are_alike()
    {
        var key = SealingKey.OfPassphrase("correct horse battery", "env");

        var (one, other) = (key.Seal("secret"u8, Context), key.Seal("secret"u8, Context));

        Assert.NotEqual(one, other);
        Assert.Equal("secret"u8, SealingKey.OfPassphrase("correct horse battery", "env").Open(one, Context));
        Assert.Throws<SealException>(() => SealingKey.OfPassphrase("correct horse batterz", "env").Open(other, Context));
    }

    [Fact]
    public void Every_changed_byte_shows()
    {
        var seal = Key.Seal("a key of some length"u8, Context);
        for (var at = 0; at < seal.Length; at++)
        {
            // Salt and rounds are of no use to a key that is one already, but the salt is in its mark.
            if (at is >= 2 and < 6) continue;
            seal[at] ^= 1;
            Assert.Throws<SealException>(() => Key.Open(seal, Context));
            seal[at] ^= 1;
        }
        for (var length = 0; length < seal.Length; length++) Assert.Throws<SealException>(() => Key.Open(seal.AsSpan(0, length), Context));
    }

    [Fact]
    public void It_opens_for_what_it_was_made_for_alone() => Assert.Throws<SealException>(() => Key.Open(Key.Seal("x"u8, Context), "root 2"u8));

    [Fact]
    public void A_wrong_key_is_told_from_damage_and_a_key_from_a_passphrase()
    {
        var seal = Key.Seal("x"u8, Context);

        Assert.Contains("another key", Assert.Throws<SealException>(() => SealingKey.OfKey([1, .. new byte[31]], "b.key").Open(seal, Context)).Message, StringComparison.Ordinal);
        Assert.Contains("under a key", Assert.Throws<SealException>(() => SealingKey.OfPassphrase("correct horse battery", "env").Open(seal, Context)).Message, StringComparison.Ordinal);
        seal[^1] ^= 1;
        Assert.Contains("was changed", Assert.Throws<SealException>(() => Key.Open(seal, Context)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_nothing_of_itself()
    {
        var bytes = RandomNumberGenerator.GetBytes(32);
        var text = $"{SealingKey.OfKey(bytes, "a.key")} {SealingKey.OfPassphrase("correct horse battery", "env")} {new SealingSource(null, Convert.ToBase64String(bytes), "correct horse battery", "u")}";

        Assert.DoesNotContain("horse", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(bytes), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Encoding.Latin1.GetString(bytes), text, StringComparison.Ordinal);
    }
}
