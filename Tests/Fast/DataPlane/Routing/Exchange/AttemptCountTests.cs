using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
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
        Assert.Null(plan.Decide(head));
        Assert.Equal(upstream, head.Headers.Header(Name));
        Assert.Equal(client, Answered(plan, head).Header(Name));
    }

    [Fact]
    public void A_replay_counts_in_the_request_as_written_and_in_the_answer()
    {
        var (plan, head, written) = (Plan("\"include_request_attempt_count\":true,\"include_attempt_count_in_response\":true,"), Requests.Request(), new ByteBuffer());
        Assert.Null(plan.Decide(head));
        HeadWriter.WriteRequest(written, head, keepUpgrade: false);
        plan.CountAttempt(written.Array.AsSpan(written.Start, written.Length));
        Assert.Contains($"\r\n{Name}: 2\r\n", written.Span.Latin(), StringComparison.Ordinal);
        Assert.Equal("2", Answered(plan, head).Header(Name));
        Assert.Null(plan.Decide(Requests.Request()));
        Assert.Equal("1", Answered(plan, head).Header(Name));
        written.Release();
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
