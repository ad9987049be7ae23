using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.Tests.Fast.DataPlane.Routing.Filters;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.DataPlane.Routing.Authorization.Access;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Authorization;

/// <summary>What a client is told that may not do what it asks for, and what people are.</summary>
public sealed class AccessRefusalTests
{
    private static readonly string OnlyWeb = Filter($"\"rules\":{Rules(Anybody, $$"""{"authenticated":{"principal_name":{"exact":"{{Web}}"} } }""")}");

    [Fact]
    public void A_client_is_told_that_it_may_not_and_not_why()
    {
        var refusal = Refused(Requests.Request());
        var answer = new OwnAnswer();
        var headers = answer.Begin(refusal, HttpMethod.Get);

        Assert.Equal((403, "rbac_access_denied", "UAEX", "403 UAEX[RBAC: access denied]."), (answer.Head.Status, headers.Header("x-actormesh-reason"), headers.Header("x-actormesh-flags"), PartText.Of(answer.Part)));
        Assert.Equal("No policy of authorization allows this to a client that proved nothing.", refusal.Explanation);
        Assert.Equal("rbac_access_denied_matched_policy[none]", refusal.Details);
    }

    [Fact]
    public void A_client_of_gRPC_is_told_in_its_own_words()
    {
        var answer = new OwnAnswer();
        var headers = answer.Begin(Refused(Requests.Request()), HttpMethod.Post, isGrpc: true);

        Assert.Equal((200, "7", "application/grpc", "RBAC: access denied"), (answer.Head.Status, headers.Header("grpc-status"), headers.Header("content-type"), headers.Header("grpc-message")));
    }

    [Theory]
    [InlineData("shop.example", "/lost")]
    [InlineData("other.example", "/")]
    public void Who_may_not_come_in_does_not_learn_what_there_is(string host, string path)
    {
        var table = RouteTables.Table(
            """{"name":"t","virtual_hosts":[{"name":"shop","domains":["shop.example"],"routes":[{"match":{"path":"/"},"direct_response":{"status":200} }]}]}""",
            FilterTables.Options(OnlyWeb));
        Assert.Equal(403, Exchanges.Service(new(), table).Plan().Decide(Requests.Request(path, host))?.Status);
    }

    [Fact]
    public void Access_is_decided_before_anything_is_counted_or_delayed()
    {
        var table = FilterTables.Behind(OnlyWeb, FilterTables.LimitOf(1), FilterTables.Fault("\"abort\":{\"http_status\":555,\"percentage\":{\"numerator\":100}}"));
        Assert.Equal(403, Exchanges.Service(new(), table).Plan().Decide(Requests.Request())?.Status);
        Assert.Equal(0, table.Limits[0].Asked);
    }

    private static Refusal Refused(RequestHead head) => Exchanges.Service(new(), FilterTables.Behind(OnlyWeb)).Plan().Decide(head)!;
}
