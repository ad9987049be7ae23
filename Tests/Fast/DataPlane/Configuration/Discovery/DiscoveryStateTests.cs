using ActorMesh.DataPlane.Configuration;
using ActorMesh.DataPlane.Configuration.Discovery;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Runtime.Contracts.Envoy.Clusters;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Contracts.Envoy.Endpoints;
using ActorMesh.Runtime.Contracts.Envoy.Http;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Xunit;
using Listener = ActorMesh.Runtime.Contracts.Envoy.Listeners.Listener;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration.Discovery;

/// <summary>What is asked, accepted, refused and run, whatever a control plane does and however often it is lost.</summary>
public sealed class DiscoveryStateTests : DiscoveryStateTest
{
    [Fact]
    public void All_names_of_a_type_are_asked_for_together_and_again_when_they_grow()
    {
        Assert.Equal([DiscoveredType.Cluster, DiscoveredType.Listener], State.Open().Select(question => question.Type));
        var first = Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("b"), Discovered.Cluster("a"));
        Assert.Equal(["a", "b"], first.Questions.Single(question => question.Type == DiscoveredType.Endpoints).Names);

        var second = Receive(DiscoveredType.Cluster, "2", Discovered.Cluster("b"), Discovered.Cluster("a"), Discovered.Cluster("c"));
        Assert.Equal(["a", "b", "c"], second.Questions.Single(question => question.Type == DiscoveredType.Endpoints).Names);
    }

    [Fact]
    public void An_answer_is_confirmed_with_its_version_and_nonce_and_a_bad_one_with_the_version_before()
    {
        State.Open();
        var good = Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a")).Questions[0];
        Assert.Equal(("1", "nonce-1", null), (good.Version, good.Nonce, good.Problem));

        var bad = Receive(DiscoveredType.Cluster, "2", Discovered.Cluster("a"), Discovered.Cluster("a")).Questions[0];
        Assert.Equal(("1", "nonce-2", "cluster 'a': is there twice in one answer; names are unique"), (bad.Version, bad.Nonce, bad.Problem));
        Assert.Single(State.Ledger(DiscoveredType.Cluster).Accepted);
    }

    [Fact]
    public void A_new_version_of_the_same_restarts_nothing()
    {
        State.Open();
        var resources = new IMessage[] { Discovered.Cluster("a"), Discovered.Cluster("b") };
        Receive(DiscoveredType.Cluster, "1", resources);
        Receive(DiscoveredType.Endpoints, "1", Discovered.Assignment("a", 1), Discovered.Assignment("b", 2));
        var before = State.Assemble(Start);
        Receive(DiscoveredType.Cluster, "2", resources);
        Receive(DiscoveredType.Endpoints, "2", Discovered.Assignment("a", 1), Discovered.Assignment("b", 2));

        Assert.All(before.StaticResources.Clusters.Zip(State.Assemble(Start).StaticResources.Clusters), pair => Assert.Same(pair.First, pair.Second));
    }

    [Fact]
    public void Clusters_and_listeners_wait_for_their_parts_and_not_for_ever()
    {
        State.Open();
        Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a"));
        Receive(DiscoveredType.Listener, "1", Discovered.Listener("in", 0, "main"));
        Assert.Empty(State.Assemble(Start).StaticResources.Clusters);
        Receive(DiscoveredType.Endpoints, "1", Discovered.Assignment("a", 1));
        Assert.Single(State.Assemble(Start).StaticResources.Clusters);
        Assert.Empty(State.Assemble(Start).StaticResources.Listeners);
        Assert.Equal(["in"], State.Warming);

        Assert.Equal(Start + DiscoverySettings.PatienceUsual, State.NextExpiry);
        Assert.True(State.Expire(Start + DiscoverySettings.PatienceUsual));
        var listener = Assert.Single(State.Assemble(Start).StaticResources.Listeners);
        Assert.Equal("main", ManagerOf(listener).RouteConfig.Name);
        Assert.Equal(1, State.Ledger(DiscoveredType.Routes).Counts.TimedOut);

        Receive(DiscoveredType.Routes, "1", Discovered.Routes("main", "a"));
        Assert.Single(ManagerOf(State.Assemble(Start).StaticResources.Listeners[0]).RouteConfig.VirtualHosts);
    }

    [Fact]
    public void No_listener_opens_before_the_clusters_are_known()
    {
        State.Open();
        Receive(DiscoveredType.Listener, "1", Discovered.Listener("in", 0, Discovered.Routes("main", "a")));
        Assert.Empty(State.Assemble(Start).StaticResources.Listeners);
        Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a"));
        Assert.Empty(State.Assemble(Start).StaticResources.Listeners);
        Receive(DiscoveredType.Endpoints, "1", Discovered.Assignment("a", 1));
        Assert.Single(State.Assemble(Start).StaticResources.Listeners);
    }

    [Fact]
    public void A_cluster_that_is_gone_stays_while_routes_name_it_and_not_for_ever()
    {
        State.Open();
        Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a"), Discovered.Cluster("b"));
        Receive(DiscoveredType.Endpoints, "1", Discovered.Assignment("a", 1), Discovered.Assignment("b", 2));
        Receive(DiscoveredType.Listener, "1", Discovered.Listener("in", 0, Discovered.Routes("r", "a")));
        Run();
        Receive(DiscoveredType.Cluster, "2");
        var whole = Assert.Single(State.Assemble(Start).StaticResources.Clusters);
        Assert.Equal("a", whole.Name);
        Assert.NotEmpty(whole.LoadAssignment.Endpoints);

        Assert.Equal(Start + DiscoveryAssembly.LingerMax, State.NextExpiry);
        Assert.Empty(State.Assemble(State.NextExpiry).StaticResources.Clusters);
    }

    [Fact]
    public void An_answer_by_name_that_holds_nothing_takes_nothing_away()
    {
        State.Open();
        Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a"));
        Receive(DiscoveredType.Endpoints, "1", Discovered.Assignment("a", 1));
        Receive(DiscoveredType.Endpoints, "2");

        Assert.NotEmpty(State.Assemble(Start).StaticResources.Clusters[0].LoadAssignment.Endpoints);
        Assert.Equal(1, State.Ledger(DiscoveredType.Endpoints).Counts.Empty);
    }

    [Fact]
    public void What_nobody_asked_for_is_not_taken_and_not_refused()
    {
        State.Open();
        Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a"));
        var step = Receive(DiscoveredType.Endpoints, "1", Discovered.Assignment("other", 1));

        Assert.Null(step.Questions[0].Problem);
        Assert.Empty(State.Ledger(DiscoveredType.Endpoints).Accepted);
    }

    [Fact]
    public void A_resource_that_cannot_be_named_takes_no_other_away()
    {
        State.Open();
        Receive(DiscoveredType.Cluster, "1", Discovered.Cluster("a"));
        var answer = new DiscoveryAnswer(DiscoveredType.Cluster, "2", "x", [new("", new Any { TypeUrl = DiscoveredType.Cluster.Url, Value = ByteString.CopyFromUtf8("no") })], [], "");

        Assert.Equal("resource 0 of 1 is no envoy.config.cluster.v3.Cluster with a name", State.Receive(answer, Start).Questions[0].Problem);
        Assert.Single(State.Ledger(DiscoveredType.Cluster).Accepted);
    }

    [Fact]
    public void By_difference_names_are_added_and_taken_away_and_versions_told_again_after_a_loss()
    {
        var state = new DiscoveryState(Settings with { IsDelta = true }, new Bootstrap(), Start);
        state.Open();
        var step = state.Receive(Delta(DiscoveredType.Cluster, ("v1", Discovered.Cluster("a")), ("v2", Discovered.Cluster("b"))), Start);
        Assert.Equal(["a", "b"], step.Questions.Single(question => question.Type == DiscoveredType.Endpoints).Names);
        step = state.Receive(Delta(DiscoveredType.Cluster) with { Removed = ["a"] }, Start);
        var change = step.Questions.Single(question => question.Type == DiscoveredType.Endpoints);
        Assert.Empty(change.Names);
        Assert.Equal(["a"], change.Unwanted);

        state.Close();
        Assert.Equal("v2", state.Open().Single(question => question.Type == DiscoveredType.Cluster).Known["b"]);
    }

    /// <summary>Else nobody would say that something is gone that was there before the process ended.</summary>
    [Fact]
    public void By_difference_all_that_was_kept_on_disk_is_named_though_its_version_is_not_known()
    {
        var state = new DiscoveryState(Settings with { IsDelta = true }, new Bootstrap(), Start);
        state.Restore([(DiscoveredType.Cluster, Any.Pack(Discovered.Cluster("a"))), (DiscoveredType.Endpoints, Any.Pack(Discovered.Assignment("a", 1)))], fence: null, Start);

        var questions = state.Open().ToDictionary(question => question.Type);
        Assert.Equal(["a"], questions[DiscoveredType.Cluster].Known.Keys);
        Assert.Equal(["a"], questions[DiscoveredType.Endpoints].Known.Keys);
        Assert.Equal(["a"], questions[DiscoveredType.Endpoints].Names);
    }

    [Theory]
    [InlineData("actormesh epoch=2 sequence=6 node=b", true)]
    [InlineData("actormesh epoch=1 sequence=99 node=b", true)]
    [InlineData("actormesh epoch=2 sequence=7 node=b", false)]
    [InlineData("actormesh epoch=3 sequence=1 node=b", false)]
    [InlineData("some other control plane", false)]
    public void What_is_older_than_what_runs_is_not_taken(string identifier, bool isStale)
    {
        State.Open();
        State.Receive(Answer(DiscoveredType.Cluster, "1", Discovered.Cluster("a")) with { ControlPlane = "actormesh epoch=2 sequence=7 node=a" }, Start);
        var step = State.Receive(Answer(DiscoveredType.Cluster, "2") with { ControlPlane = identifier }, Start);

        Assert.Equal(isStale, step.Stale is not null);
        Assert.Equal(isStale ? 1 : 0, State.Ledger(DiscoveredType.Cluster).Accepted.Count);
    }

    /// <summary>Whatever happens in whatever order: no last good resource is lost, and in the end all runs that there is.</summary>
    [Fact]
    public void It_converges_and_loses_nothing_on_the_way() =>
        Gen.Select(Gen.Int[0, 5].Array[1, 60], Gen.Int[0, 1_000_000]).Sample((events, seed) => new DiscoveryJourney(seed).Run(events), iter: 2_000);
}
