using ActorMesh.ControlPlane.Fleet;
using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Status = ActorMesh.Runtime.Contracts.Rpc.Status;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds.Subscriptions;

/// <summary>The rules of state of the world, one by one.</summary>
public sealed class StateSubscriptionTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void No_name_at_all_means_everything_until_a_name_is_given()
    {
        var clusters = new StateSubscription(ResourceTypes.Cluster, mayHaveKept: false);
        Say(clusters, "");
        var all = Next(clusters, "a:1 b:1");
        Assert.Equal("a:1 b:1", Text(all));
        Say(clusters, "a", all!.Nonce);
        Assert.Null(Next(clusters, "a:1 b:1"));
        Say(clusters, "", all.Nonce);
        Assert.Null(Next(clusters, "a:2 b:2"));
    }

    [Fact]
    public void A_star_means_everything()
    {
        var clusters = new StateSubscription(ResourceTypes.Cluster, mayHaveKept: false);
        Say(clusters, "*");
        Assert.Equal("a:1 b:1", Text(Next(clusters, "a:1 b:1")));
    }

    [Fact]
    public void Endpoints_are_never_asked_for_by_no_name()
    {
        var endpoints = new StateSubscription(ResourceTypes.Endpoints, mayHaveKept: false);
        Say(endpoints, "");
        Assert.Null(Next(endpoints, "a:1"));
    }

    [Fact]
    public void Clusters_come_as_a_whole_and_endpoints_as_what_changed()
    {
        var (clusters, endpoints) = (new StateSubscription(ResourceTypes.Cluster, false), new StateSubscription(ResourceTypes.Endpoints, false));
        Say(clusters, "");
        Say(endpoints, "a b");
        var (allClusters, allEndpoints) = (Next(clusters, "a:1 b:1"), Next(endpoints, "a:1 b:1"));
        Say(clusters, "", allClusters!.Nonce);
        Say(endpoints, "a b", allEndpoints!.Nonce);
        Assert.Equal("a:2 b:1", Text(Next(clusters, "a:2 b:1")));
        Assert.Equal("a:2", Text(Next(endpoints, "a:2 b:1")));
    }

    [Fact]
    public void A_listener_that_does_not_exist_is_told_by_its_absence()
    {
        var listeners = new StateSubscription(ResourceTypes.Listener, mayHaveKept: false);
        Say(listeners, "nothing");
        Assert.Equal("", Text(Next(listeners, "a:1")));
    }

    [Fact]
    public void Names_that_are_new_are_answered_with_what_they_bring()
    {
        var endpoints = new StateSubscription(ResourceTypes.Endpoints, mayHaveKept: false);
        Say(endpoints, "a");
        var first = Next(endpoints, "a:1 b:1");
        Say(endpoints, "a b c", first!.Nonce);
        var second = Next(endpoints, "a:1 b:1");
        Assert.Equal("b:1", Text(second));
        Say(endpoints, "a b c", second!.Nonce);
        Assert.Null(Next(endpoints, "a:1 b:1"));
    }

    [Fact]
    public void A_request_with_an_old_nonce_is_as_if_it_had_not_come()
    {
        var endpoints = new StateSubscription(ResourceTypes.Endpoints, mayHaveKept: false);
        Say(endpoints, "a");
        var first = Next(endpoints, "a:1")!;
        Say(endpoints, "a", first.Nonce);
        var second = Next(endpoints, "a:2")!;
        Assert.Equal(Reply.Stale, Say(endpoints, "a b", first.Nonce).Reply);
        Assert.Equal(Reply.Accepted, Say(endpoints, "a", second.Nonce).Reply);
        Assert.Null(Next(endpoints, "a:2 b:1"));
    }

    [Fact]
    public void Only_the_error_tells_a_refusal_from_an_acceptance()
    {
        var clusters = new StateSubscription(ResourceTypes.Cluster, mayHaveKept: false);
        Say(clusters, "");
        var first = Next(clusters, "a:1")!;
        // The version is that of the answer, as in an acceptance.
        var heard = clusters.Hear(
            new DiscoveryRequest { VersionInfo = first.Version, ResponseNonce = first.Nonce, ErrorDetail = new Status { Message = "no such filter" } }, _clock);
        Assert.Equal((Reply.Refused, "no such filter"), (heard.Reply, heard.Refusal));
        Assert.Equal((1L, 0L, "no such filter"), (clusters.State.Sent, clusters.State.Acknowledged, clusters.State.Refusal!.Reason));
    }

    [Fact]
    public void What_was_refused_is_not_sent_again_until_it_changes()
    {
        var clusters = new StateSubscription(ResourceTypes.Cluster, mayHaveKept: false);
        Say(clusters, "");
        var first = Next(clusters, "a:1")!;
        Say(clusters, "", first.Nonce, "bad");
        Assert.Null(Next(clusters, "a:1", mesh: 2));
        // Nothing was said of version 2: the refusal is still that of version 1.
        Assert.Equal((2L, 0L, new TypeRefusal(1, "bad")), (clusters.State.Sent, clusters.State.Acknowledged, clusters.State.Refusal!));
        var second = Next(clusters, "a:2", mesh: 3)!;
        Say(clusters, "", second.Nonce);
        Assert.Equal((3L, 3L, null), (clusters.State.Sent, clusters.State.Acknowledged, clusters.State.Refusal));
    }

    [Fact]
    public void A_client_that_comes_back_with_the_current_version_gets_nothing()
    {
        var before = new StateSubscription(ResourceTypes.Endpoints, mayHaveKept: false);
        Say(before, "a b");
        var version = Next(before, "a:1 b:1")!.Version;
        var after = new StateSubscription(ResourceTypes.Endpoints, mayHaveKept: true);
        after.Hear(Request("b a", version), _clock);
        Assert.Null(Next(after, "a:1 b:1 c:9"));
        Assert.True(after.State.IsSynced);
        Assert.Equal("b:2", Text(Next(after, "a:1 b:2")));
    }

    [Fact]
    public void A_client_whose_version_is_another_gets_everything()
    {
        var clusters = new StateSubscription(ResourceTypes.Cluster, mayHaveKept: true);
        clusters.Hear(Request("", "of another server"), _clock);
        Assert.Equal("a:1", Text(Next(clusters, "a:1")));
    }

    [Fact]
    public void Names_have_limits()
    {
        var endpoints = new StateSubscription(ResourceTypes.Endpoints, mayHaveKept: false);
        var many = string.Join(' ', Enumerable.Range(0, Interest.NamesMax + 1));
        Assert.Equal(StatusCode.ResourceExhausted, Assert.Throws<StreamRefusedException>(() => Say(endpoints, many)).Code);
        Assert.Throws<StreamRefusedException>(() => Say(endpoints, new string('x', Interest.NameLengthMax + 1)));
    }

    private static DiscoveryRequest Request(string names, string version = "", string nonce = "")
    {
        var request = new DiscoveryRequest { VersionInfo = version, ResponseNonce = nonce };
        request.ResourceNames.AddRange(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return request;
    }

    private static string Text(Answer? answer) =>
        answer is null ? "no answer" : string.Join(' ', answer.Resources.Select(resource => $"{resource.Name}:{resource.Version}").Order(StringComparer.Ordinal));

    private Heard Say(StateSubscription subscription, string names, string nonce = "", string? error = null)
    {
        var request = Request(names, "", nonce);
        if (error is not null) request.ErrorDetail = new Status { Message = error };
        return subscription.Hear(request, _clock);
    }

    private Answer? Next(Subscription subscription, string resources, long mesh = 1) =>
        subscription.Next(Shares.Set(subscription.TypeUrl, resources), mesh, _clock, keepRemoved: false);
}
