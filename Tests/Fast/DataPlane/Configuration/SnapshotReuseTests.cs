using ActorMesh.DataPlane.Configuration;
using ActorMesh.Runtime.Contracts.Envoy.Bootstrapping;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Configuration;

/// <summary>What is equal is not compiled again.</summary>
public sealed class SnapshotReuseTests
{
    private static readonly string Front = Bootstraps.Listener("front", Bootstraps.GoesTo("orders"));

    [Fact]
    public void An_endpoint_that_changes_compiles_its_own_cluster_alone()
    {
        var before = Snapshot.Compile(Bootstraps.Of([Front], Bootstraps.Static("orders", 9001), Bootstraps.Static("stock", 9002)));
        var after = Snapshot.Compile(Bootstraps.Of([Front], Bootstraps.Static("orders", 9001), Bootstraps.Static("stock", 9003)), before);

        Assert.Same(before.Clusters["orders"].Settings, after.Clusters["orders"].Settings);
        Assert.NotSame(before.Clusters["stock"].Settings, after.Clusters["stock"].Settings);
        Assert.Same(before.Listeners.Values.Single().Plan, after.Listeners.Values.Single().Plan);
    }

    [Fact]
    public void A_table_is_compiled_anew_when_other_clusters_are_there()
    {
        var before = Snapshot.Compile(Bootstraps.Of([Front], Bootstraps.Static("orders", 9001)));
        var without = new Bootstrap { StaticResources = new() { Listeners = { before.Source.StaticResources.Listeners } } };

        Assert.Contains("orders", Assert.Throws<ResourceException>(() => Snapshot.Compile(without, before)).Message, StringComparison.Ordinal);
    }
}
