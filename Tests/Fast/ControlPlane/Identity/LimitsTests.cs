using System.Globalization;
using System.Net;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Issuing;
using ActorMesh.Runtime.Identity;
using Microsoft.Extensions.Time.Testing;
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

    [Fact]
    public void What_one_place_renews_an_identity_is_not_counted_for_other_places_or_identities()
    {
        var (limits, here) = (new RenewalLimits(), IPAddress.Parse("10.0.0.7"));
        for (var i = 0; i < RenewalLimits.PerNetworkMax; i++)
        {
            Assert.Null(limits.Problem("a", here, Now));
            limits.Count("a", here);
        }

        Assert.Contains("a was renewed 60 times from 10.0.0.7 within 60 s; try again in 20 s", limits.Problem("a", here, Now.AddSeconds(40)), StringComparison.Ordinal);
        Assert.Null(limits.Problem("a", IPAddress.Parse("10.0.0.8"), Now));
        Assert.Null(limits.Problem("b", here, Now));
        Assert.Null(limits.Problem("a", here, Now + RenewalLimits.Window));
    }

    [Fact]
    public void A_locked_network_is_looked_up_5_times_in_a_second_and_takes_nothing_from_others()
    {
        var gate = new IssuingGate(new FakeTimeProvider(Now));
        for (var i = 0; i < 12; i++)
            for (var failure = 0; failure < AddressLocks.FailuresMax; failure++) gate.Fail(Address(i));

        Assert.Equal(IssuingGate.LookUpsPerNetworkMax, Enumerable.Range(0, 20).Count(_ => gate.MayLookUp(Address(0))));
        Assert.True(gate.MayLookUp(Address(1)));
        Assert.Equal(IssuingGate.LookUpsMax - 6, Enumerable.Range(1, 11).Sum(place => Enumerable.Range(0, 20).Count(_ => gate.MayLookUp(Address(place)))));
        Assert.True(gate.MayLookUp(Address(12))); // It was never wrong.
    }

    [Fact]
    public void One_identity_has_a_quarter_of_the_book_and_pushes_out_its_own()
    {
        var book = new IssuedBook(new FakeTimeProvider(Now));
        Add(book, "orders", 0);
        for (var i = 1; i <= IssuedBook.PerIdentityMax + 10; i++) Add(book, "web", i);

        var all = book.All;
        Assert.Equal((1, IssuedBook.PerIdentityMax), (all.Count(issued => $"{issued.Id}".EndsWith("orders", StringComparison.Ordinal)), all.Count - 1));
        Assert.Equal((11, IssuedBook.PerIdentityMax + 10), (all.Skip(1).Min(issued => int.Parse(issued.Serial, CultureInfo.InvariantCulture)), all.Skip(1).Max(issued => int.Parse(issued.Serial, CultureInfo.InvariantCulture))));
    }

    private static void Add(IssuedBook book, string service, int number) => book.Add(new IssuedSvid(
        SpiffeId.ForWorkload("shop.local", "default", service), [], $"{number}", Now.AddSeconds(number), Now.AddHours(4).AddSeconds(number), "root-1"));

    private static IPAddress Address(int number) => new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);
}
