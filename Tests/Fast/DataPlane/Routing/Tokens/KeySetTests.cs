using ActorMesh.DataPlane.Routing.Tokens;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Tokens;

public sealed class KeySetTests
{
    [Theory]
    [InlineData("nonsense", "is no set of JSON web keys (RFC 7517 section 5), or a key in it is damaged")]
    [InlineData("[]", "is no set of JSON web keys (RFC 7517 section 5), or a key in it is damaged")]
    [InlineData("""{ "keys": [] }""", "has no public key for RS256, PS256, ES256 or ES384")]
    public void What_is_wrong_with_a_document_is_said_in_plain_words(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => KeySet.Parse(text)).Message);
}
