using System.Net;
using ActorMesh.ControlPlane.Xds;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>Who has not proved who it is takes no room from those who have, nor who is silent from those who ask.</summary>
public sealed class StrangersTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Strangers _strangers;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> _served = [];
    private readonly List<ConnectionContext> _in = [];

    public StrangersTests() => _strangers = Strangers.Usual(_clock);

    [Fact]
    public async Task One_network_has_a_quarter_of_all_and_gets_back_what_it_leaves()
    {
        var admit = _strangers.Admit(Ask);
        Assert.Equal(Strangers.NetworkMax, Fill(admit, 1, Strangers.NetworkMax + 1));
        Assert.Equal(1, Fill(admit, 2, 1));
        await Ended();

        Assert.Equal(Strangers.NetworkMax, Fill(_strangers.Admit(Ask), 1, Strangers.NetworkMax));
    }

    [Fact]
    public async Task Who_is_silent_for_longest_gives_way_to_who_comes()
    {
        Fill(_strangers.Admit(Ask), 1, 1);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Fill(_strangers.Admit(Hang), 2, 1);
        Fill(_strangers.Admit(Hang), 1, Strangers.NetworkMax);
        await Cut(_in[2]);
        Assert.All(_in.Where(connection => connection != _in[2]), connection => Assert.False(connection.ConnectionClosed.IsCancellationRequested));

        _in[3].Features.Get<Guest>()!.Begin();
        Assert.Equal(1, Fill(_strangers.Admit(Hang), 1, 1));
        await Cut(_in[4]);
        Assert.False(_in[3].ConnectionClosed.IsCancellationRequested);
    }

    [Fact]
    public async Task Who_asks_nothing_for_long_is_cut()
    {
        Fill(_strangers.Admit(Hang), 1, 2);
        var asking = _in[1].Features.Get<Guest>()!;
        asking.Begin();
        _clock.Advance(_strangers.SilenceMax);
        await Cut(_in[0]);
        Assert.False(_in[1].ConnectionClosed.IsCancellationRequested);

        asking.End();
        _clock.Advance(_strangers.SilenceMax);
        await Cut(_in[1]);
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
        var begin = _strangers.Begin(_strangers.Secured(Ask, isKnown: _ => false));
        Assert.Equal(Strangers.NetworkMax, Fill(begin, 1, Strangers.NetworkMax * 2));
    }

    [Fact]
    public void There_is_an_end_to_all_of_them_together()
    {
        var admit = new Strangers(_clock) { Max = 3 }.Admit(Ask);
        Assert.Equal(2, Fill(admit, 1, 2));
        Assert.Equal(1, Fill(admit, 2, 2));
    }

    /// <returns>How many were let through.</returns>
    private int Fill(ConnectionDelegate port, int network, int times)
    {
        var before = _in.Count;
        for (var i = 0; i < times; i++) _served.Add(port(new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(new IPAddress([10, 0, 0, (byte)network]), 1_000 + i) }));
        return _in.Count - before;
    }

    private static async Task Cut(ConnectionContext connection)
    {
        var cut = new TaskCompletionSource();
        await using var _ = connection.ConnectionClosed.Register(cut.SetResult);
        await cut.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
    }

    private Task Ask(ConnectionContext connection)
    {
        connection.Features.Get<Guest>()!.Begin();
        return Hang(connection);
    }

    private Task Hang(ConnectionContext connection)
    {
        _in.Add(connection);
        return _end.Task;
    }

    private async Task Ended()
    {
        _end.SetResult();
        await Task.WhenAll(_served);
    }
}
