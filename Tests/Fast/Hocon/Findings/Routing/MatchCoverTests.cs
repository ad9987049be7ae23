using ActorMesh.Hocon.Findings.Routing;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.Hocon.Findings.Routing;

public sealed class MatchCoverTests
{
    [Fact]
    public void What_a_narrow_match_takes_its_cover_takes() => Gen.Select(SomeRoutes.Tables, SomeRoutes.Requests.Array[20]).Sample((routes, requests) =>
    {
        foreach (var wide in routes)
        foreach (var narrow in routes)
            if (MatchCover.Covers(wide.Match, narrow.Match))
                Assert.All(requests.Where(request => request.Fits(narrow.Match)), request => Assert.True(request.Fits(wide.Match)));
    });

    [Fact]
    public void What_takes_everything_takes_every_request() => Gen.Select(SomeRoutes.Tables, SomeRoutes.Requests).Sample((routes, request) =>
        Assert.All(routes.Where(route => MatchCover.TakesEverything(route.Match)), route => Assert.True(request.Fits(route.Match))));

    [Fact]
    public void No_request_meets_conditions_that_do_not_meet() => Gen.Select(SomeRoutes.Tables, SomeRoutes.Requests.Array[20]).Sample((routes, requests) =>
    {
        foreach (var one in routes)
        foreach (var other in routes)
            if (!MatchCover.ConditionsMeet(one.Match, other.Match))
                Assert.DoesNotContain(requests, request => request.FitsConditions(one.Match) && request.FitsConditions(other.Match));
    });

    [Fact]
    public void Equal_words_are_equal_matches() => Gen.Select(SomeRoutes.Tables, SomeRoutes.Requests.Array[20]).Sample((routes, requests) =>
    {
        foreach (var one in routes)
        foreach (var other in routes)
            if (MatchText.Of(one.Match) == MatchText.Of(other.Match))
                Assert.All(requests, request => Assert.Equal(request.Fits(one.Match), request.Fits(other.Match)));
    });
}
