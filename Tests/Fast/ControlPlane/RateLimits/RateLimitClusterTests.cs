using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ActorMesh.Cli.Sidecars.Joining;
using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Membership;
using ActorMesh.Tests.Fast.Hocon.Mesh;
using Akka.Actor;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

/// <summary>Several control nodes and sidecars with real streams between them: whoever coordinates may go, and nothing too much passes.</summary>
public sealed class RateLimitClusterTests : IAsyncLifetime
{
    private const double Rate = 200;
    private const int Burst = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(2);

    private static readonly GlobalLimits Limits = GlobalLimits.Of(MeshSample.Mesh(
        "services { a { port = 80, rate-limit.global { enabled = on, domain = d, rate = 200/s, burst = 60 } } }"));

    private static readonly LimitName Name = new() { Domain = "d", Entries = { new LimitName.Types.Entry { Key = "generic_key", Value = "all" } } };

    private static readonly int Slot = LimitKey.Of(Name)!.Slot(32);

    private readonly ActorSystem _dataPlane = DataPlaneSystem.Start("sidecars");
    private readonly List<LimitNode> _nodes = [];
    private readonly List<LimitSidecar> _sidecars = [];
    private readonly ConcurrentBag<long> _passed = [];
    private ActorSystem? _member;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_coordinates_goes_and_nothing_too_much_passes(bool isCrash)
    {
        await StartNodes(3);
        for (var i = 0; i < 4; i++) _sidecars.Add(new LimitSidecar(_dataPlane, [.. _nodes.Select(node => node.Address)], seed: i));
        await SpendUntil(100);

        var going = await HostOfSlot();
        if (isCrash) await going.Crash();
        else await going.Leave();
        _nodes.Remove(going);
        await SpendUntil(_passed.Count + 100);
        await SpendUntil(EachHasHadSome);

        Assert.Equal(0, LimitCheck.Excess(_passed.Order(), Rate, Burst));
    }

    [Fact]
    public async Task A_node_that_leaves_before_it_has_heard_of_a_coordinator_waits_for_nobody()
    {
        await StartNodes(1);
        await _nodes[0].Crash();
        var alone = await LimitNode.Start(Limits, _nodes[0]);
        _nodes[0] = alone;
        for (var i = 0; i < 50; i++) Assert.Null(await alone.Limits.Spend(Name, 1));

        await alone.Leave().WaitAsync(TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task A_sidecar_that_is_a_member_shares_the_limit_with_the_others_and_outlives_the_node_that_it_asks()
    {
        await StartNodes(3);
        _member = await Member();
        _sidecars.Add(new LimitSidecar(_dataPlane, [MemberLeases.Of(_member, new First())], seed: 0));
        _sidecars.Add(new LimitSidecar(_dataPlane, [.. _nodes.Skip(1).Select(node => node.Address)], seed: 1));
        await SpendUntil(150);
        await SpendUntil(EachHasHadSome);

        await _nodes[0].Crash();
        _nodes.RemoveAt(0);
        var before = _sidecars[0].Counters.Granted;
        await SpendUntil(() => _sidecars[0].Counters.Granted > before);

        Assert.Equal(0, LimitCheck.Excess(_passed.Order(), Rate, Burst));
    }

    [Fact]
    public async Task A_node_that_is_alone_because_the_others_are_dead_grants_nothing()
    {
        await StartNodes(3);
        _sidecars.Add(new LimitSidecar(_dataPlane, [_nodes[0].Address], seed: 1));
        await SpendUntil(20);
        var last = _nodes[0];

        foreach (var node in _nodes.Skip(1).ToList()) await node.Crash();

        await LimitNode.Until(() => !last.Limits.MayGrant);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var sidecar in _sidecars) sidecar.Dispose();
        await _dataPlane.Terminate();
        if (_member is { } member) await member.Terminate();
        foreach (var node in _nodes) await node.DisposeAsync();
    }

    private async Task StartNodes(int count)
    {
        _nodes.Add(await LimitNode.Start(Limits));
        while (_nodes.Count < count) _nodes.Add(await LimitNode.Start(Limits, _nodes[0]));
        foreach (var node in _nodes) await node.Sees(count);
    }

    /// <summary>Asks the oldest node.</summary>
    private sealed class First : Random
    {
        public override int Next() => 0;
    }

    private async Task<ActorSystem> Member()
    {
        var system = ClusterMember.Start(
            new MemberSettings(new MemberAddress("127.0.0.1", 0), [ClusterMember.AddressOf(_nodes[0].System)], [MemberRole.Sidecar]) { Timings = QuickCluster.Timings },
            QuickCluster.Abrupt);
        var up = new TaskCompletionSource();
        ClusterMember.WhenUp(system, up.SetResult);
        await up.Task.WaitAsync(Patience);
        return system;
    }

    private async Task<LimitNode> HostOfSlot()
    {
        foreach (var node in _nodes)
            if (await node.Hosts(Slot)) return node;
        throw new InvalidOperationException("Nobody coordinates.");
    }

    private bool EachHasHadSome() => _sidecars.TrueForAll(sidecar => sidecar.Counters.Granted > 0);

    private Task SpendUntil(int passed) => SpendUntil(() => _passed.Count >= passed, $"{passed} have passed");

    /// <summary>Fails, and says how things stand, when it takes too long.</summary>
    private async Task SpendUntil(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "")
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Step);
        try
        {
            while (!holds() && await timer.WaitForNextTickAsync(limit.Token))
                foreach (var sidecar in _sidecars) sidecar.Spend(_passed);
        }
        catch (OperationCanceledException)
        {
            var nodes = await Task.WhenAll(_nodes.Select(node => node.Describe()));
            Assert.Fail(string.Join('\n', nodes.Prepend($"Not within {Patience.TotalSeconds} s: {what}; {_passed.Count} passed, {_sidecars.Count(sidecar => sidecar.IsLinked)} of {_sidecars.Count} sidecars are linked.")));
        }
    }
}
