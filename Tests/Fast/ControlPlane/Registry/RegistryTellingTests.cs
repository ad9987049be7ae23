using ActorMesh.ControlPlane.Registry;
using ActorMesh.Runtime.Contracts;
using Xunit;
using static ActorMesh.Tests.Fast.ControlPlane.Registry.ProxyRegistryTests;

namespace ActorMesh.Tests.Fast.ControlPlane.Registry;

/// <summary>What control nodes tell each other of those whom they see.</summary>
public sealed class RegistryTellingTests
{
    private readonly ProxyRegistry _registry = RegistryOf("c-1:1");
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_share_in_pieces_is_heard_when_it_is_whole()
    {
        var other = RegistryOf("c-2:1");
        var labels = Enumerable.Range(0, 15).ToDictionary(i => $"label-{i}", _ => new string('x', 240), StringComparer.Ordinal);
        for (var number = 1; number <= 150; number++) Assert.Null(other.See(Endpoint("a", number) with { Labels = labels }, _now, _now));
        var pieces = other.Share();
        var assembly = new ShareAssembly();

        Assert.Equal(3, pieces.Count);
        Assert.All(pieces, piece => Assert.InRange(piece.CalculateSize(), 1, FramePieces.BytesMax + 1024));
        Assert.Null(assembly.Add(pieces[2]));
        Assert.Null(assembly.Add(pieces[0]));
        Assert.Equal(150, assembly.Add(pieces[1])!.Count);
    }

    [Fact]
    public void A_rolling_restart_of_a_thousand_tells_each_change_once()
    {
        for (var number = 1; number <= 1000; number++) See("a", number);
        var reader = RegistryOf("c-2:1");
        foreach (var share in _registry.Changes()) Assert.Equal(Hearing.News, reader.Hear(share, _now));
        var told = 0;
        for (var number = 1; number <= 1000; number++)
        {
            Pass(TimeSpan.FromSeconds(1));
            _registry.End(new("a", $"a-{number}"), isInOrder: true, _now);
            told += TellChanges(reader);
            Pass(TimeSpan.FromSeconds(1));
            See("a", number);
            told += TellChanges(reader);
        }

        Assert.Equal(2000, told);
        Assert.Equal(1000, reader.Endpoints(EndpointSet.Empty, _now).Of("a").Count);
    }

    [Fact]
    public void Who_missed_changes_asks_for_all_and_not_again_at_once()
    {
        See("a", 1);
        var reader = RegistryOf("c-2:1");
        _registry.Changes();
        See("a", 2);
        Assert.Equal(Hearing.Lacking, reader.Hear(_registry.Changes()[0], _now));
        See("a", 3);
        Assert.Equal(Hearing.Nothing, reader.Hear(_registry.Changes()[0], _now));
        Assert.Empty(reader.Heard);

        foreach (var share in _registry.Share()) reader.Hear(share, _now);

        Assert.Equal(["c-1:1"], reader.Heard);
        Assert.Equal(3, reader.Endpoints(EndpointSet.Empty, _now).Of("a").Count);
    }

    [Fact]
    public void Who_left_long_ago_is_told_of_no_more()
    {
        See("a", 1);
        _registry.End(new("a", "a-1"), isInOrder: true, _now);
        var reader = RegistryOf("c-2:1");
        Tell(_registry, _registry.Changes(), reader, _now);
        Pass(RegistrySettings.Default.GoneKept + TimeSpan.FromSeconds(1));
        _registry.Endpoints(EndpointSet.Empty, _now);

        Assert.Equal(["a-1"], _registry.Changes().SelectMany(share => share.Proxies).Select(proxy => proxy.ProxyId));
        Assert.Empty(_registry.Share().SelectMany(share => share.Proxies));
        Assert.Empty(_registry.Changes().SelectMany(share => share.Proxies));
    }

    [Fact]
    public void A_node_whose_clock_was_set_back_is_heard_all_the_same()
    {
        var first = new ProxyRegistry("c-2:1", 9, RegistrySettings.Default);
        first.See(Endpoint("a", 1), _now, _now);
        Hear(first);
        var second = new ProxyRegistry("c-2:1", 4, RegistrySettings.Default);
        second.See(Endpoint("b", 2), _now, _now);
        Hear(second);
        Assert.Equal(["b-2"], Ids("b"));

        first.See(Endpoint("b", 3), _now, _now);
        Hear(first);

        Assert.Equal(["b-2"], Ids("b"));
    }

    private int TellChanges(ProxyRegistry reader) => _registry.Changes().Sum(share =>
    {
        reader.Hear(share, _now);
        return share.Proxies.Count;
    });

    private void See(string service, int number) => Assert.Null(_registry.See(Endpoint(service, number), _now, _now));

    private void Hear(ProxyRegistry other)
    {
        foreach (var share in other.Share()) _registry.Hear(share, _now);
    }

    private IEnumerable<string> Ids(string service) => _registry.Endpoints(EndpointSet.Empty, _now).Of(service).Select(endpoint => endpoint.Registration.ProxyId);

    private void Pass(TimeSpan time) => _now += time;
}
