using ActorMesh.DataPlane.Routing;
using ActorMesh.DataPlane.Routing.Filters;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Requests;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Filters;

public sealed class BodyLimitTests
{
    [Theory]
    [InlineData("content-length: 10", 10L, false)]
    [InlineData("content-length: 11", 10L, true)]
    [InlineData("content-length: 11", null, false)]
    [InlineData("content-length: 1", 0L, true)]
    [InlineData("content-length: 0", 0L, false)]
    [InlineData("transfer-encoding: chunked", 0L, false)]
    public void A_body_that_says_it_is_too_long_is_refused_before_it_comes(string header, long? max, bool isRefused)
    {
        var refusal = new BodyLimit(max).Begin(Request(method: "POST", headers: header));

        Assert.Equal(isRefused ? 413 : null, refusal?.Status);
    }

    [Fact]
    public void A_body_of_unknown_length_is_counted_as_it_comes()
    {
        var limit = new BodyLimit(10);

        Assert.True(limit.TryAdd(4));
        Assert.True(limit.TryAdd(6));
        Assert.True(limit.TryAdd(0));
        Assert.False(limit.TryAdd(1));
    }

    [Fact]
    public void Without_a_bound_any_body_passes() => Assert.True(new BodyLimit(null).TryAdd(int.MaxValue));

    [Theory]
    [InlineData("2048", 2048L)]
    [InlineData("0", 0L)]
    public void A_route_says_its_bound(string bytes, long expected) => Assert.Equal(expected, Route(bytes).OnlyRoute().Forward().RequestBodyMax);

    [Theory]
    [InlineData("-1")]
    [InlineData("\"much\"")]
    public void What_is_no_bound_is_refused(string bytes) => Assert.Contains("max-request-body", Assert.Throws<RouteTableException>(() => Route(bytes)).Message, StringComparison.Ordinal);

    private static RouteTable Route(string bytes) => FilterTables.Table(
        $$"""{"match":{"prefix":"/"},"route":{"cluster":"c"},"metadata":{"filter_metadata":{"actormesh.limits":{"max-request-body":{{bytes}} } } } }""", FilterTables.Options());
}
