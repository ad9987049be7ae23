using System.Net;
using ActorMesh.ControlPlane.Xds;
using Microsoft.AspNetCore.Connections;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>Who has not proved who it is takes no room from those who have.</summary>
public sealed class StrangersTests
{
    private readonly Strangers _strangers = new(TimeProvider.System, Strangers.TimeMax);
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _served = [];
    private int _count;

    [Fact]
    public async Task One_network_has_a_quarter_of_all_and_gets_back_what_it_leaves()
    {
        var admit = _strangers.Admit(Hang);
        Assert.Equal(Strangers.NetworkMax, Fill(admit, 1, Strangers.NetworkMax + 1));
        Assert.Equal(1, Fill(admit, 2, 1));
        await Ended();

        Assert.Equal(Strangers.NetworkMax, Fill(_strangers.Admit(Hang), 1, Strangers.NetworkMax));
    }

    [Fact]
    public async Task One_network_has_a_quarter_of_all_handshakes_until_they_end()
    {
        var begin = _strangers.Begin(Hang);
        Assert.Equal(Strangers.NetworkHandshakesMax, Fill(begin, 1, Strangers.NetworkHandshakesMax + 1));
        Assert.Equal(1, Fill(begin, 2, 1));
        await Ended();

        Assert.Equal(1, Fill(_strangers.Begin(Hang), 1, 1));
    }

    [Fact]
    public void Whose_handshake_is_over_leaves_its_place_to_the_next_one()
    {
        var begin = _strangers.Begin(_strangers.Secured(Hang, isKnown: _ => true));
        Assert.Equal(Strangers.NetworkHandshakesMax * 2, Fill(begin, 1, Strangers.NetworkHandshakesMax * 2));
    }

    [Fact]
    public void Who_is_not_known_behind_the_handshake_is_a_stranger()
    {
        var begin = _strangers.Begin(_strangers.Secured(Hang, isKnown: _ => false));
        Assert.Equal(Strangers.NetworkMax, Fill(begin, 1, Strangers.NetworkMax * 2));
    }

    [Fact]
    public void There_is_an_end_to_all_of_them_together()
    {
        var places = new NetworkPlaces(max: 3, networkMax: 2);
        IPAddress[] from = [Address(1), Address(1), Address(1), Address(2), Address(3)];
        Assert.Equal([true, true, false, true, false], from.Select(places.TryEnter));

        places.Leave(Address(1));
        Assert.Equal((true, false), (places.TryEnter(Address(3)), places.TryEnter(Address(1))));
    }

    /// <returns>How many were let through.</returns>
    private int Fill(ConnectionDelegate port, int network, int times)
    {
        var before = _count;
        for (var i = 0; i < times; i++) _served.Add(port(new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(Address(network), 1_000 + i) }));
        return _count - before;
    }

    private Task Hang(ConnectionContext connection)
    {
        _count++;
        return _end.Task;
    }

    private async Task Ended()
    {
        _end.SetResult();
        await Task.WhenAll(_served);
    }

    private static IPAddress Address(int number) => new([10, 0, 0, (byte)number]);
}
