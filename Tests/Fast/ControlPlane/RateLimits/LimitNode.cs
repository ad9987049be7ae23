using System.Net;
using System.Runtime.CompilerServices;
using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.Runtime.Membership;
using ActorMesh.Tests.EndToEnd.Rig;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Sharding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ClusterExtension = Akka.Cluster.Cluster;

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

/// <summary>A control node that has a part in limits, and a port at which they are asked for.</summary>
internal sealed class LimitNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly WebApplication _web;

    private LimitNode(ActorSystem system, ActorMesh.ControlPlane.RateLimits.RateLimits limits, WebApplication web) => (System, Limits, _web) = (system, limits, web);

    /// <summary>Short enough for a test.</summary>
    public static LeaseTimes Times { get; } = new()
    {
        Lifetime = TimeSpan.FromMilliseconds(400), Hearing = TimeSpan.FromMilliseconds(500), HearingInterval = TimeSpan.FromMilliseconds(50),
    };

    public ActorSystem System { get; }

    public ActorMesh.ControlPlane.RateLimits.RateLimits Limits { get; }

    public Uri Address => new(_web.Urls.First());

    /// <param name="seed">A node to join; null founds a cluster.</param>
    public static async Task<LimitNode> Start(GlobalLimits limits, LimitNode? seed = null)
    {
        IReadOnlyList<MemberAddress> seeds = seed is null ? [] : [ClusterMember.AddressOf(seed.System)];
        var system = ClusterMember.Start(
            new MemberSettings(new MemberAddress("127.0.0.1", 0), seeds, [MemberRole.Control]) { Timings = QuickCluster.Timings },
            QuickCluster.Abrupt.WithFallback(ActorMesh.ControlPlane.RateLimits.RateLimits.Configuration));
        var part = ActorMesh.ControlPlane.RateLimits.RateLimits.Start(system, new RateLimitContext(() => (1, limits), Times, TimeProvider.System));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRateLimits(_ => part);
        var web = builder.Build();
        web.MapRateLimits();
        await web.StartAsync();
        return new LimitNode(system, part, web);
    }

    /// <summary>Waits until this node counts so many members that are up.</summary>
    public Task Sees(int members) => Until(() => ClusterExtension.Get(System).State.Members.Count(member => member.Status == MemberStatus.Up) == members);

    public static Task Until(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") => Eventually.Holds(what, holds, Patience);

    /// <summary>Whether the coordinator of the slot lives here.</summary>
    public async Task<bool> Hosts(int slot) => (await Slots()).Contains($"{slot}");

    /// <summary>What a test that failed says of this node.</summary>
    public async Task<string> Describe()
    {
        if (System.WhenTerminated.IsCompleted) return $"{ClusterMember.AddressOf(System)} has ended.";
        var state = ClusterExtension.Get(System).State;
        var slots = (await Slots()).Count;
        return $"{ClusterMember.AddressOf(System)} sees [{string.Join(", ", state.Members)}], unreachable [{string.Join(", ", state.Unreachable)}], hosts {slots} slots, "
            + $"may {(Limits.MayGrant ? "" : "not ")}grant; asked {Limits.Counters.Asks} times, {Limits.Counters.Unanswered} unanswered, {Limits.Counters.Stale} stale, {Limits.Counters.Granted} granted.";
    }

    private async Task<IReadOnlyList<string>> Slots()
    {
        var state = await ClusterSharding.Get(System).ShardRegion("rate-limits").Ask<CurrentShardRegionState>(GetShardRegionState.Instance, Patience);
        return [.. state.Shards.SelectMany(shard => shard.EntityIds)];
    }

    /// <summary>Dies without a word.</summary>
    public async Task Crash()
    {
        await System.Terminate();
        await _web.StopAsync(new CancellationToken(canceled: true));
    }

    /// <summary>Leaves in order.</summary>
    public Task Leave() => ClusterMember.Leave(System);

    public async ValueTask DisposeAsync()
    {
        await System.Terminate();
        await _web.DisposeAsync();
    }
}
