using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

public sealed class AttemptCountTests
{
    private const string Name = "x-envoy-attempt-count";

    [Theory]
    [InlineData("", null, null)]
    [InlineData("\"include_request_attempt_count\":true,", "1", null)]
    [InlineData("\"include_attempt_count_in_response\":true,", null, "1")]
    public void Each_side_is_told_if_the_virtual_host_says_so(string settings, string? upstream, string? client)
    {
        var (plan, head) = (Plan(settings), Requests.Request(headers: Name + ": 7"));
        Assert.Null(plan.Send(head));
        Assert.Equal(upstream, head.Headers.Header(Name));
        Assert.Equal(client, Answered(plan, head).Header(Name));
    }

    [Fact]
    public void A_replay_counts_in_the_request_and_in_the_answer()
    {
        var (plan, head) = (Plan("\"include_request_attempt_count\":true,\"include_attempt_count_in_response\":true,"), Requests.Request());
        Assert.Null(plan.Send(head));
        plan.CountReplay();
        plan.PrepareAttempt(head, Exchanges.Cluster().View!.Members[0].Cell, Timeout.InfiniteTimeSpan);
        Assert.Equal("2", head.Headers.Header(Name));
        Assert.Equal("2", Answered(plan, head).Header(Name));
        Assert.Null(plan.Send(Requests.Request()));
        Assert.Equal("1", Answered(plan, head).Header(Name));
    }

    private static HeaderBlock Answered(ExchangePlan plan, RequestHead request)
    {
        var answer = Responses.Response("200 OK");
        plan.PrepareAnswer(answer, request, new HttpDate(TimeProvider.System), TimeSpan.Zero);
        return answer.Headers;
    }

    private static ExchangePlan Plan(string settings)
    {
        var route = RouteTables.RouteFor("""{"prefix":"/"}""");
        var table = RouteTables.Table($$"""{"virtual_hosts":[{"name":"all",{{settings}}"domains":["*"],"routes":[{{route}}]}]}""");
        return Exchanges.Service(new HttpConnectionSettings(), table, Exchanges.Cluster()).Plan();
    }
}
