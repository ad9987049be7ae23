using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using Listener = ActorMesh.Runtime.Contracts.Envoy.Listeners.Listener;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>Which listeners open, and which have to wait for what they need.</summary>
public sealed class ListenerAdmissionTests : DiscoveryStateTest
{
    [Fact]
    public void Two_listeners_cannot_have_one_address_and_who_has_it_keeps_it()
    {
        State.Open();
        Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a"));
        Receive(DiscoveredType.Endpoints, "1", Discovered.Assignment("a", 1));
        Receive(DiscoveredType.Listener, "1", Discovered.Listener("one", 10000, Discovered.Routes("r", "a")), Discovered.Listener("two", 10001, Discovered.Routes("r", "a")));
        Run();
        var step = Receive(DiscoveredType.Listener, "2", Discovered.Listener("two", 10000, Discovered.Routes("r", "a")), Discovered.Listener("one", 10000, Discovered.Routes("r", "a")));

        Assert.Equal("listener 'two': listener 'one' has the address 127.0.0.1:10000 already", step.Questions[0].Problem);
        Assert.Equal([10000u, 10001u], Ports(Run()));
    }

    [Fact]
    public void By_difference_who_waits_for_an_address_gets_it_when_it_is_free()
    {
        var state = new DiscoveryState(Settings with { IsDelta = true }, new Bootstrap(), Start);
        state.Open();
        state.Receive(Delta(DiscoveredType.Cluster), Start);
        var routes = Discovered.Routes("r", "a");
        routes.ValidateClusters = false;
        state.Receive(Delta(DiscoveredType.Listener, ("v1", Discovered.Listener("one", 10000, routes))), Start);
        Run(state);
        var step = state.Receive(Delta(DiscoveredType.Listener, ("v1", Discovered.Listener("two", 10000, routes))), Start);
        Assert.NotNull(step.Questions[0].Problem);
        Assert.Equal(["one"], Run(state).StaticResources.Listeners.Select(one => one.Name));

        Assert.False(state.Open().Single(question => question.Type == DiscoveredType.Listener).Known["two"] == "v1");
        step = state.Receive(Delta(DiscoveredType.Listener) with { Removed = ["one"] }, Start);
        Assert.Null(step.Questions[0].Problem);
        Assert.Equal(["two"], Run(state).StaticResources.Listeners.Select(one => one.Name));
    }

    [Fact]
    public void A_listener_whose_own_routes_lead_nowhere_is_refused_alone_and_opens_once_they_lead_somewhere()
    {
        State.Open();
        Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a"));
        Receive(DiscoveredType.Endpoints, "1", Discovered.Assignment("a", 1));
        var step = Receive(
            DiscoveredType.Listener, "1", Discovered.Listener("good", 10000, Discovered.Routes("r", "a")), Discovered.Listener("bad", 10001, Discovered.Routes("r", "b")));
        Assert.StartsWith("listener 'bad': ", step.Questions[0].Problem, StringComparison.Ordinal);
        Assert.Contains("there is no cluster \"b\"", step.Questions[0].Problem, StringComparison.Ordinal);
        Assert.Equal([10000u], Ports(Run()));
        Assert.Equal("", State.Ledger(DiscoveredType.Listener).Version);

        Receive(DiscoveredType.Cluster, "2", Discovered.Cluster("a"), Discovered.Cluster("b"));
        Receive(DiscoveredType.Endpoints, "2", Discovered.Assignment("b", 2));
        Assert.Equal([10000u, 10001u], Ports(Run()));
        var confirmation = State.Correct();
        Assert.Equal(("1", "nonce-1", null), (confirmation!.Version, confirmation.Nonce, confirmation.Problem));
        Assert.Null(State.Correct());
    }

    [Fact]
    public void A_listener_runs_on_when_a_cluster_of_its_own_routes_is_gone()
    {
        State.Open();
        Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a"));
        Receive(DiscoveredType.Endpoints, "1", Discovered.Assignment("a", 1));
        Receive(DiscoveredType.Listener, "1", Discovered.Listener("in", 10000, Discovered.Routes("r", "a")));
        var before = Run();
        Receive(DiscoveredType.Cluster, "2");
        Run();
        var after = State.Assemble(State.NextExpiry);

        Assert.Empty(after.StaticResources.Clusters);
        Assert.Same(Assert.Single(before.StaticResources.Listeners), Assert.Single(after.StaticResources.Listeners));
        Snapshot.Compile(after);
        Assert.Null(State.Correct());
    }

    [Fact]
    public void A_listener_that_could_not_be_opened_is_refused_until_it_is_open()
    {
        State.Open();
        Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a"));
        Receive(DiscoveredType.Endpoints, "1", Discovered.Assignment("a", 1));
        Receive(DiscoveredType.Listener, "1", Discovered.Listener("in", 10000, Discovered.Routes("r", "a")));
        var cause = new ResourceException("listener 'in'", "the port is taken");
        Assert.True(State.Withhold(cause, isAsked: false, out _));
        Assert.Empty(State.Assemble(Start).StaticResources.Listeners);
        Assert.Equal("listener 'in': the port is taken", State.Correct()!.Problem);

        State.Release();
        Assert.Single(State.Assemble(Start).StaticResources.Listeners);
        Assert.Null(State.Correct());
        Assert.True(State.Withhold(cause, isAsked: false, out _));
        Assert.Empty(State.Assemble(Start).StaticResources.Listeners);
        Assert.Null(State.Correct());

        State.Release();
        Run();
        State.Assemble(Start);
        Assert.Null(State.Correct()!.Problem);
        Assert.Empty(State.Types[(int)DiscoveredType.Listener].Refused);
    }

    [Fact]
    public void A_listener_of_the_file_that_could_not_be_opened_stands_in_nobodys_way_and_no_control_plane_is_blamed()
    {
        var state = new DiscoveryState(Settings, new Bootstrap { StaticResources = new() { Listeners = { Discovered.Listener("own", 10001, Discovered.Routes("r", "a")) }, Clusters = { new Cluster { Name = "a" } } } }, Start);
        state.Open();
        state.Receive(Answer(DiscoveredType.Cluster, "1"), Start);
        state.Receive(Answer(DiscoveredType.Listener, "1", Discovered.Listener("in", 10000, Discovered.Routes("r", "a"))), Start);
        var cause = new ResourceException("listener 'own'", "the port is taken");
        Assert.False(state.Withhold(cause, isAsked: true, out _));
        Assert.True(state.Withhold(cause, isAsked: false, out var isNews));
        Assert.True(isNews);

        Assert.Equal([10000u], Ports(Run(state)));
        Assert.Null(state.Correct());
        Assert.Equal("the port is taken", state.Held["own"]);

        state.Release();
        Assert.Equal([10000u, 10001u], Ports(Run(state)));
        Assert.Empty(state.Held.Keys.Except(["own"]));
    }

    [Fact]
    public void A_listener_that_cannot_be_opened_is_news_once_until_it_was_open_or_fails_otherwise()
    {
        State.Open();
        Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a"));
        Receive(DiscoveredType.Endpoints, "1", Discovered.Assignment("a", 1));
        Receive(DiscoveredType.Listener, "1", Discovered.Listener("in", 10000, Discovered.Routes("r", "a")), Discovered.Listener("on", 10001, Discovered.Routes("r", "a")));
        Assert.True(IsNews("in", "taken"));
        Assert.True(IsNews("on", "taken"));
        Run();
        State.Release();
        Assert.False(IsNews("in", "taken"));
        Assert.False(IsNews("on", "taken"));
        State.Release();
        Assert.True(IsNews("in", "forbidden"));
        Run(); // The other is open now.
        Assert.True(IsNews("on", "taken"));
    }

    private bool IsNews(string listener, string problem)
    {
        Assert.True(State.Withhold(new ResourceException($"listener '{listener}'", problem), isAsked: false, out var isNews));
        return isNews;
    }
}
