using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

public sealed class OwnAnswerTests
{
    [Fact]
    public void A_request_that_cannot_be_read_gets_an_answer_like_any_other()
    {
        var (plan, answer) = (Plan(new HttpConnectionSettings { Via = "1.1 edge"u8.ToArray() }), new OwnAnswer());
        answer.Begin(Refusal.Unreadable(ProtocolError.DuplicateHost), HttpMethod.Get);
        plan.PrepareAnswer(answer.Head, request: null, new HttpDate(TimeProvider.System), upstreamTime: null);
        var fields = answer.Head.Headers;
        Assert.Equal((400, "http1.duplicate_host", "DPE"), (answer.Head.Status, fields.Header("x-actormesh-reason"), fields.Header("x-actormesh-flags")));
        Assert.Equal(("actormesh", "1.1 edge", 29), (fields.Header("server"), fields.Header("via"), fields.Header("date")!.Length));
        Assert.Equal($"http1.duplicate_host: {ProtocolError.DuplicateHost.Explanation}\n", answer.Part.Data.Latin());
    }

    [Fact]
    public void In_answer_to_HEAD_it_has_a_length_but_no_body()
    {
        var answer = new OwnAnswer();
        answer.Begin(Refusal.Unreadable(ProtocolError.DuplicateHost), HttpMethod.Head);
        Assert.Equal((BodyKind.None, 0), (answer.Head.Body, answer.Part.Length));
        Assert.True(answer.Head.ContentLength > 0);
    }

    [Fact]
    public void A_client_of_HTTP_1_0_hears_what_is_spoken_here()
    {
        var answer = new OwnAnswer();
        answer.Begin(Refusal.Unreadable(ProtocolError.Http10NotAllowed), HttpMethod.Get);
        Assert.Equal("HTTP/1.1", answer.Head.Headers.Header("upgrade"));
    }

    private static ExchangePlan Plan(HttpConnectionSettings settings)
    {
        var plan = Exchanges.Service(settings, RouteTables.TableOf()).Plan();
        plan.Begin();
        return plan;
    }
}
