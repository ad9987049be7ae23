using ActorMesh.Cli.Admin;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Admin;

public sealed class StatisticQueryTests
{
    [Theory]
    [InlineData("(a", "is not a regular expression that runs in linear time")]
    [InlineData("(a)\\1", "is not a regular expression that runs in linear time")]
    [InlineData("a(?=b)", "is not a regular expression that runs in linear time")]
    public void A_filter_that_could_run_for_long_is_refused(string filter, string expected)
    {
        StatisticQuery.Read(Query(filter), out var problem);
        Assert.Contains(expected, problem);
    }

    [Fact]
    public void A_filter_of_any_length_is_not_taken()
    {
        StatisticQuery.Read(Query(new string('a', 1001)), out var problem);
        Assert.Equal("filter is longer than 1000 characters", problem);
    }

    [Fact]
    public void Usedonly_needs_no_value()
    {
        Assert.True(StatisticQuery.Read(Query(null), out _).UsedOnly);
        Assert.Matches(StatisticQuery.Read(Query("^http\\."), out _).Filter!, "http.web");
    }

    private static IQueryCollection Query(string? filter)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = QueryString.Create("usedonly", "").Add(filter is null ? QueryString.Empty : QueryString.Create("filter", filter));
        return http.Request.Query;
    }
}
