using System.Net;
using ActorMesh.ControlPlane.Xds;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Xds;

/// <summary>Who has not proved who it is takes no room from those who have.</summary>
public sealed class StrangersTests
{
    private readonly Strangers _strangers = new(TimeProvider.System, Strangers.TimeMax);

    [Fact]
    public void One_network_has_a_quarter_of_all_and_gets_back_what_it_leaves()
    {
        var (one, other) = (IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2"));
        for (var i = 0; i < Strangers.NetworkMax; i++) Assert.True(_strangers.TryEnter(one));
        Assert.False(_strangers.TryEnter(one));
        Assert.True(_strangers.TryEnter(other));

        _strangers.Leave(one);
        Assert.True(_strangers.TryEnter(one));
        Assert.Equal(Strangers.NetworkMax + 1, _strangers.Count);
    }

    [Fact]
    public void There_is_an_end_to_all_of_them_together()
    {
        for (var i = 0; i < Strangers.Max; i++) Assert.True(_strangers.TryEnter(Address(i)));
        Assert.False(_strangers.TryEnter(Address(Strangers.Max)));

        for (var i = 0; i < Strangers.Max; i++) _strangers.Leave(Address(i));
        Assert.Equal(0, _strangers.Count);
        Assert.True(_strangers.TryEnter(Address(Strangers.Max)));
    }

    private static IPAddress Address(int number) => new([10, 1, (byte)(number >> 8), (byte)number]);
}
