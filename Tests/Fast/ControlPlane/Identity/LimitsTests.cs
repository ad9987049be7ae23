using System.Net;
using ActorMesh.ControlPlane.Identity;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>How often one may ask, and how often be wrong.</summary>
public sealed class LimitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void One_identity_gets_5_in_a_second_and_a_node_signs_200()
    {
        var limits = new IssueLimits();
        for (var i = 0; i < IssueLimits.PerIdentityMax; i++) Assert.Null(limits.Take("a", Now));
        Assert.Contains("a was given 5", limits.Take("a", Now), StringComparison.Ordinal);
        for (var i = IssueLimits.PerIdentityMax; i < IssueLimits.PerNodeMax; i++) Assert.Null(limits.Take($"w{i}", Now));
        Assert.Contains("200", limits.Take("b", Now), StringComparison.Ordinal);

        Assert.Null(limits.Take("a", Now.AddSeconds(1)));
    }

    [Fact]
    public void Five_wrong_ones_lock_an_address_for_a_minute()
    {
        var (locks, address) = (new AddressLocks(), IPAddress.Parse("10.0.0.7"));
        for (var i = 0; i < AddressLocks.FailuresMax; i++)
        {
            Assert.Null(locks.Locked(address, Now));
            locks.Fail(address, Now);
        }

        Assert.Equal(TimeSpan.FromSeconds(60), locks.Locked(address, Now));
        Assert.Null(locks.Locked(IPAddress.Parse("10.0.0.8"), Now));
        Assert.NotNull(locks.Locked(IPAddress.Parse("::ffff:10.0.0.7"), Now));
        Assert.Null(locks.Locked(address, Now.AddSeconds(60)));
        locks.Fail(address, Now.AddSeconds(60));
        Assert.Null(locks.Locked(address, Now.AddSeconds(60)));
    }

    [Fact]
    public void A_network_of_IPv6_counts_as_one_address()
    {
        var locks = new AddressLocks();
        for (var i = 0; i < AddressLocks.FailuresMax; i++) locks.Fail(IPAddress.Parse($"2001:db8::{i}"), Now);

        Assert.NotNull(locks.Locked(IPAddress.Parse("2001:db8::ffff"), Now));
        Assert.Null(locks.Locked(IPAddress.Parse("2001:db8:0:1::1"), Now));
    }

    [Fact]
    public void Addresses_are_forgotten_beyond_a_number_the_oldest_first()
    {
        var locks = new AddressLocks();
        for (var i = 0; i < AddressLocks.AddressesMax; i++)
            for (var failure = 0; failure < AddressLocks.FailuresMax; failure++) locks.Fail(Address(i), Now.AddMilliseconds(i));
        locks.Fail(Address(AddressLocks.AddressesMax), Now.AddSeconds(5));

        Assert.Null(locks.Locked(Address(0), Now.AddSeconds(5)));
        Assert.NotNull(locks.Locked(Address(1), Now.AddSeconds(5)));
    }

    private static IPAddress Address(int number) => new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
}
