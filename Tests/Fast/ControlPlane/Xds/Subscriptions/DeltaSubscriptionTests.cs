using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Runtime.Contracts.Rpc;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds.Subscriptions;

/// <summary>The rules of differences, one by one.</summary>
public sealed class DeltaSubscriptionTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly DeltaSubscription _endpoints = new(ResourceTypes.Endpoints);
    private readonly DeltaSubscription _clusters = new(ResourceTypes.Cluster);

    [Fact]
    public void Only_what_changed_is_sent_and_what_is_gone_is_named()
    {
        Say(_clusters);
        Accept(_clusters, Next(_clusters, "a:1 b:1 c:1"));
        Assert.Equal("b:2 -c", Text(Next(_clusters, "a:1 b:2")));
    }

    [Fact]
    public void A_name_that_does_not_exist_is_told_once()
    {
        Say(_endpoints, "nothing");
        var answer = Next(_endpoints, "a:1");
        Assert.Equal(" -nothing", Text(answer));
        Accept(_endpoints, answer);
        Assert.Null(Next(_endpoints, "a:2"));
        Assert.Equal("nothing:1", Text(Next(_endpoints, "nothing:1")));
    }

    [Fact]
    public void Whoever_asks_again_gets_it_again()
    {
        Say(_endpoints, "a");
        Accept(_endpoints, Next(_endpoints, "a:1"));
        Say(_endpoints, "a");
        Assert.Equal("a:1", Text(Next(_endpoints, "a:1")));
    }

    [Fact]
    public void Names_change_in_a_request_with_an_old_nonce_too()
    {
        Say(_endpoints, "a");
        var first = Next(_endpoints, "a:1")!;
        Accept(_endpoints, first);
        var second = Next(_endpoints, "a:2 b:1")!;
        Assert.Equal(Reply.Stale, Say(_endpoints, "b", nonce: first.Nonce).Reply);
        Accept(_endpoints, second);
        Assert.Equal("b:1", Text(Next(_endpoints, "a:2 b:1")));
    }

    [Fact]
    public void A_client_that_comes_back_is_sent_what_changed_meanwhile()
    {
        var request = new DeltaDiscoveryRequest();
        request.InitialResourceVersions.Add(new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1", ["b"] = "1", ["gone"] = "1" });
        _clusters.Hear(request, _clock);
        Assert.Equal("b:2 -gone", Text(Next(_clusters, "a:1 b:2")));
    }

    [Fact]
    public void A_client_that_comes_back_and_lacks_nothing_gets_nothing()
    {
        var request = new DeltaDiscoveryRequest();
        request.InitialResourceVersions["a"] = "1";
        _clusters.Hear(request, _clock);
        Assert.Null(Next(_clusters, "a:1"));
        Assert.True(_clusters.State.IsSynced);
    }

    [Fact]
    public void Everything_is_answered_even_when_it_is_nothing()
    {
        Say(_clusters);
        var answer = Next(_clusters, "");
        Assert.Equal("", Text(answer));
        Accept(_clusters, answer);
        Assert.Null(Next(_clusters, ""));
    }

    [Fact]
    public void Whoever_has_everything_and_gives_up_a_name_is_told_that_it_has_it_all_the_same()
    {
        Say(_clusters);
        Accept(_clusters, Next(_clusters, "a:1"));
        Say(_clusters, "a");
        Accept(_clusters, Next(_clusters, "a:1"));
        Unsubscribe(_clusters, "a");
        Assert.Equal("a:1", Text(Next(_clusters, "a:1")));
    }

    [Fact]
    public void Whoever_gives_up_everything_gets_nothing_more()
    {
        Say(_clusters, "*");
        Accept(_clusters, Next(_clusters, "a:1"));
        Unsubscribe(_clusters, "*");
        Assert.Null(Next(_clusters, "a:2"));
    }

    [Fact]
    public void The_rest_of_a_refused_answer_goes_out_again_when_a_part_of_it_changes()
    {
        Say(_endpoints, "good", "wrong", "other");
        var answer = Next(_endpoints, "good:1 wrong:1")!;
        _endpoints.Hear(new DeltaDiscoveryRequest { ResponseNonce = answer.Nonce, ErrorDetail = new Status { Message = "wrong" } }, _clock);
        Assert.Equal("other:1", Text(Accept(_endpoints, Next(_endpoints, "good:1 wrong:1 other:1"))));
        Assert.True(_endpoints.IsRefused);
        Assert.Equal("good:1 wrong:2", Text(Accept(_endpoints, Next(_endpoints, "good:1 wrong:2 other:1"))));
        Assert.False(_endpoints.IsRefused);
    }

    private static string Text(Answer? answer) => answer is null
        ? "no answer"
        : string.Join(' ', answer.Resources.Select(resource => $"{resource.Name}:{resource.Version}").Order(StringComparer.Ordinal)) + string.Concat(answer.Removed.Select(name => $" -{name}"));

    private Heard Say(DeltaSubscription subscription, params string[] names) => Say(subscription, names, "");

    private Heard Say(DeltaSubscription subscription, string name, string nonce) => Say(subscription, [name], nonce);

    private Heard Say(DeltaSubscription subscription, string[] names, string nonce)
    {
        var request = new DeltaDiscoveryRequest { ResponseNonce = nonce };
        request.ResourceNamesSubscribe.AddRange(names);
        return subscription.Hear(request, _clock);
    }

    private void Unsubscribe(DeltaSubscription subscription, string name)
    {
        var request = new DeltaDiscoveryRequest();
        request.ResourceNamesUnsubscribe.Add(name);
        subscription.Hear(request, _clock);
    }

    private Answer? Accept(DeltaSubscription subscription, Answer? answer)
    {
        subscription.Hear(new DeltaDiscoveryRequest { ResponseNonce = answer!.Nonce }, _clock);
        return answer;
    }

    private Answer? Next(Subscription subscription, string resources) =>
        subscription.Next(Shares.Set(subscription.TypeUrl, resources), 1, _clock, keepRemoved: false);
}
