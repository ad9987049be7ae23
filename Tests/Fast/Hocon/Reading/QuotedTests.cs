using ActorMesh.Hocon.Reading;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

public sealed class QuotedTests
{
    [Fact]
    public void A_text_is_shown_in_backticks() => Assert.Equal("`a b`", Quoted.Of("a b"));

    [Fact]
    public void Control_characters_are_spelt_out() => Assert.Equal(@"`a\u000ab\u001b`", Quoted.Of("a\nb\u001b"));

    [Fact]
    public void A_long_text_is_cut() => Assert.Equal($"`{new string('x', 80)}...`", Quoted.Of(new string('x', 81)));
}
