using ActorMesh.Hocon.Findings.Routing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings.Routing;

public sealed class RouteOrderTests
{
    [Fact]
    public void It_finds_what_comparing_each_with_each_finds() => SomeRoutes.Tables.Sample(routes =>
    {
        var order = new RouteOrder(routes);
        for (var i = 0; i < routes.Count; i++)
        {
            var path = PathMatch.Of(routes[i].Match);
            Assert.Equal(routes.Take(i).Where(earlier => PathMatch.Of(earlier.Match).Covers(path)), order.EarlierAndWider(i));
            Assert.Equal(
                routes.Take(i).Where(earlier => PathMatch.Of(earlier.Match) is var other && path.Covers(other) && other.Text != path.Text && other.Kind != PathMatchKind.Any),
                order.EarlierAndNarrower(i));
        }
    });

    [Theory]
    [InlineData("/api", "/api", true)]
    [InlineData("/api", "/api/x", true)]
    [InlineData("/api", "/apix", false)]
    [InlineData("/api/", "/api", false)]
    [InlineData("/api/", "/api/x", true)]
    public void A_prefix_ends_on_a_boundary(string prefix, string path, bool takes) =>
        Assert.Equal(takes, new PathMatch(PathMatchKind.Prefix, prefix).Takes(path));
}
