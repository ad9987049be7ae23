using ActorMesh.Cli.Admin;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Telemetry;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Admin;

public sealed class FailureQueryTests
{
    private static readonly FailedRequest[] Failures =
    [
        Failed(503, ResponseFlag.UpstreamConnectionFailure), Failed(404, ResponseFlag.NoRoute), Failed(504, ResponseFlag.UpstreamRequestTimeout),
        Failed(0, ResponseFlag.DownstreamConnectionTermination),
    ];

    [Theory]
    [InlineData("", "503 404 504 0")]
    [InlineData("?last=2", "503 404")]
    [InlineData("?code=5xx", "503 504")]
    [InlineData("?code=404", "404")]
    [InlineData("?code=5xx&last=1", "503")]
    [InlineData("?flag=ut", "504")]
    [InlineData("?flag=UT&code=503", "")]
    [InlineData("?code=000", "0")]
    public void Only_what_is_asked_for_is_shown(string query, string expected)
    {
        var read = FailureQuery.Read(Query(query), out var problem);
        Assert.Empty(problem);
        Assert.Equal(expected, string.Join(' ', read.Of(Failures).Select(failure => failure.Status)));
    }

    [Theory]
    [InlineData("?last=0")]
    [InlineData("?last=1001")]
    [InlineData("?last=-1")]
    [InlineData("?last=x")]
    [InlineData("?code=50")]
    [InlineData("?code=5x3")]
    [InlineData("?flag=ZZ")]
    public void What_makes_no_sense_is_refused(string query)
    {
        FailureQuery.Read(Query(query), out var problem);
        Assert.NotEmpty(problem);
    }

    private static IQueryCollection Query(string query)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString(query);
        return http.Request.Query;
    }

    private static FailedRequest Failed(int status, ResponseFlag flag) =>
        new(DateTimeOffset.UnixEpoch, "web", "GET", "a", "/", status, flag, "details", "Explanation.", null, null, null, TimeSpan.Zero);
}
