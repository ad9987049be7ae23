using ActorMesh.DataPlane.Routing.Exchange;
using ActorMesh.DataPlane.Routing.Paths;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Exchange;

/// <summary>UNESCAPE_AND_REDIRECT: the client is sent to the unescaped path, and nothing goes upstream.</summary>
public sealed class PathRedirectTests
{
    [Theory]
    [InlineData("/a%2Fb?q=%2F", "/a/b?q=%2F")]
    [InlineData("/a%5cb", "/a/b")]
    [InlineData("/%2Fevil.test/x", "/.//evil.test/x")]
    public void An_unescaped_slash_sends_the_client_to_the_plain_path(string target, string location)
    {
        var (plan, answer) = (PlanOf(EscapedSlashes.UnescapeAndRedirect), new OwnAnswer());
        var head = Requests.Request(target);
        Assert.Null(plan.Decide(head));
        Assert.Null(plan.Forward);
        plan.AnswerHere(answer, head);
        Assert.Equal((307, location), (answer.Head.Status, answer.Head.Headers.Header("location")));
    }

    [Theory]
    [InlineData(EscapedSlashes.UnescapeAndRedirect, "/a/b?q=%2F", "/a/b?q=%2F")]
    [InlineData(EscapedSlashes.UnescapeAndRedirect, "/a/./b", "/a/b")]
    [InlineData(EscapedSlashes.UnescapeAndForward, "/a%2Fb", "/a/b")]
    public void All_else_goes_on(EscapedSlashes action, string target, string forwarded)
    {
        var plan = PlanOf(action);
        var head = Requests.Request(target);
        Assert.Null(plan.Decide(head));
        Assert.NotNull(plan.Forward);
        Assert.Equal(forwarded, head.Target.Text());
    }

    private static ExchangePlan PlanOf(EscapedSlashes action)
    {
        var settings = new HttpConnectionSettings { Paths = new PathNormaliser(normalise: true, mergeSlashes: false, action) };
        return Exchanges.Service(settings, RouteTables.TableOf(RouteTables.RouteFor("""{"prefix":"/"}""")), Exchanges.Cluster()).Plan();
    }
}
