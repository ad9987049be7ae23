using ActorMesh.Hocon.Reading;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Reading;

public sealed class NearestNameTests
{
    private static readonly string[] Fields = ["name", "address", "filter_chains", "connect_timeout", "lb_policy"];

    [Theory]
    [InlineData("nmae", "name")]
    [InlineData("adress", "address")]
    [InlineData("filterchain", "filter_chains")]
    [InlineData("filter-chains", "filter_chains")]
    [InlineData("connectTimout", "connect_timeout")]
    [InlineData("ADDRESS", "address")]
    [InlineData("retry_policy", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void A_slip_leads_to_the_name_and_another_word_to_none(string written, string? meant) =>
        Assert.Equal(meant, NearestName.Among(written, Fields));

    [Fact]
    public void The_closest_wins_and_the_first_of_equals() => Assert.Equal("cart", NearestName.Among("carr", ["card2", "cart", "carp"]));

    [Fact]
    public void A_name_is_always_nearest_to_itself() =>
        Gen.Char['a', 'z'].Array[1, 20].Select(letters => new string(letters)).Array[1, 10]
            .Sample(names => names.All(name => NearestName.Among(name, names) == name));
}
