using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;
using ActorMesh.Runtime.Contracts.Envoy.Discovery;
using ActorMesh.Runtime.Time;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using Status = ActorMesh.Runtime.Contracts.Rpc.Status;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds.Subscriptions;

/// <summary>The order among the types of a stream, and how much a client may ask.</summary>
public sealed class DiscoveryStreamTests
{
    private static readonly WorkloadResources Before = Shares.Of(1, clusters: "old:1", endpoints: "old:1", listeners: "in:1", routes: "main:old");
    private static readonly WorkloadResources After = Shares.Of(2, clusters: "new:1", endpoints: "new:1", listeners: "in:2", routes: "main:new");
    private readonly FakeTimeProvider _clock = new();
    private readonly DiscoveryStream _stream;

    public DiscoveryStreamTests() => _stream = new DiscoveryStream(_clock);

    [Fact]
    public void Routes_follow_what_they_point_at_and_the_old_goes_last()
    {
        Begin();
        var clusters = Assert.Single(_stream.Next(After));
        Assert.Equal("new:1 old:1", Text(clusters));
        Say(ResourceTypes.Endpoints, "old new");
        var endpoints = Assert.Single(_stream.Next(After));
        Assert.Equal("new:1", Text(endpoints));
        Accept(clusters);
        Assert.Empty(_stream.Next(After));
        Accept(endpoints, "old new");
        var listeners = Assert.Single(_stream.Next(After));
        Accept(listeners);
        var routes = Assert.Single(_stream.Next(After));
        Assert.Equal((ResourceTypes.Route, "main:new"), (routes.TypeUrl, Text(routes)));
        Assert.Empty(_stream.Next(After));
        Accept(routes, "main");
        Assert.Equal("new:1", Text(Assert.Single(_stream.Next(After))));
    }

    [Fact]
    public void Clusters_stay_as_long_as_the_routes_that_left_them_are_refused()
    {
        Begin();
        for (var answers = _stream.Next(After); answers.Count > 0 && answers[0].TypeUrl != ResourceTypes.Route; answers = _stream.Next(After)) Accept(answers[0], NamesOf(answers[0]));
        var request = new DiscoveryRequest { TypeUrl = ResourceTypes.Route, ResponseNonce = "2", ErrorDetail = new Status { Message = "no" } };
        request.ResourceNames.Add("main");
        Assert.Equal(Reply.Refused, _stream.Hear(request).Reply);
        _clock.Advance(2 * DiscoveryStream.Patience);
        Assert.Empty(_stream.Next(After));
        var routes = Assert.Single(_stream.Next(Shares.Of(3, clusters: "new:1", endpoints: "new:1", listeners: "in:2", routes: "main:better")));
        Accept(routes, "main");
        Assert.Equal("new:1", Text(Assert.Single(_stream.Next(Shares.Of(3, clusters: "new:1", endpoints: "new:1", listeners: "in:2", routes: "main:better")))));
    }

    [Fact]
    public void A_client_that_never_judges_its_clusters_gets_its_listeners_all_the_same()
    {
        Say(ResourceTypes.Cluster);
        Say(ResourceTypes.Listener);
        Assert.Equal(ResourceTypes.Cluster, Assert.Single(_stream.Next(Before)).TypeUrl);
        Assert.Equal(_clock.Now + DiscoveryStream.Patience, _stream.HeldUntil);
        _clock.Advance(DiscoveryStream.Patience);
        Assert.Equal(ResourceTypes.Listener, Assert.Single(_stream.Next(Before)).TypeUrl);
    }

    [Fact]
    public void Endpoints_of_a_changed_cluster_go_out_again_although_they_are_the_same()
    {
        Begin();
        var answers = _stream.Next(Shares.Of(2, clusters: "old:2", endpoints: "old:1", listeners: "in:1", routes: "main:old"));
        Assert.Equal([ResourceTypes.Cluster, ResourceTypes.Endpoints], answers.Select(answer => answer.TypeUrl));
    }

    [Fact]
    public void Types_that_are_not_served_are_not_answered()
    {
        Assert.False(_stream.Hear(new DiscoveryRequest { TypeUrl = "type.googleapis.com/envoy.service.runtime.v3.Runtime" }).IsServed);
        Assert.Empty(_stream.Next(Before));
    }

    [Fact]
    public void A_client_may_not_ask_without_end_but_may_always_judge()
    {
        Say(ResourceTypes.Cluster);
        for (var i = 1; i < DiscoveryStream.RequestsMax; i++) Say(ResourceTypes.Endpoints, $"name{i}");
        Accept(_stream.Next(Before)[0]);
        Assert.Equal(StatusCode.ResourceExhausted, Assert.Throws<StreamRefusedException>(() => Say(ResourceTypes.Endpoints, "another")).Code);
        _clock.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < DiscoveryStream.RequestsPerSecond; i++) Say(ResourceTypes.Endpoints, $"name{i}");
        Assert.Throws<StreamRefusedException>(() => Say(ResourceTypes.Endpoints, "another"));
    }

    private static string NamesOf(Answer answer) => answer.TypeUrl switch
    {
        ResourceTypes.Endpoints => "old",
        ResourceTypes.Route => "main",
        _ => "",
    };

    private static string Text(Answer answer) => string.Join(' ', answer.Resources.Select(resource => $"{resource.Name}:{resource.Version}").Order(StringComparer.Ordinal));

    /// <summary>The client has all of <see cref="Before"/>.</summary>
    private void Begin()
    {
        Say(ResourceTypes.Cluster);
        Say(ResourceTypes.Endpoints, "old");
        Say(ResourceTypes.Listener);
        Say(ResourceTypes.Route, "main");
        for (var answers = _stream.Next(Before); answers.Count > 0; answers = _stream.Next(Before))
            foreach (var answer in answers) Accept(answer, NamesOf(answer));
    }

    private void Accept(Answer answer, string names = "") => Say(answer.TypeUrl, names, answer.Nonce);

    private void Say(string typeUrl, string names = "", string nonce = "")
    {
        var request = new DiscoveryRequest { TypeUrl = typeUrl, ResponseNonce = nonce };
        request.ResourceNames.AddRange(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        _stream.Hear(request);
    }
}
