using System.Text;
using ActorMesh.DataPlane.Routing.Retrying;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Retrying;

public sealed class GivenUpRequestsTests
{
    private readonly ManualClock _clock = new(startTicks: 77);
    private readonly GivenUpRequests _requests;

    public GivenUpRequestsTests() => _requests = new GivenUpRequests(_clock);

    [Fact]
    public void What_was_given_up_is_found_by_its_id_for_half_a_minute()
    {
        _requests.Note("a-1"u8, "orders: connect refused");
        Assert.Equal("orders: connect refused", _requests.Find("a-1"u8));
        Assert.Null(_requests.Find("a-2"u8));
        _clock.Ticks += TimeSpan.FromSeconds(30).Ticks - 1;
        Assert.NotNull(_requests.Find("a-1"u8));
        _clock.Ticks++;
        Assert.Null(_requests.Find("a-1"u8));
    }

    [Fact]
    public void The_last_word_counts()
    {
        _requests.Note("a-1"u8, "orders");
        _requests.Note("a-1"u8, "payments");
        Assert.Equal("payments", _requests.Find("a-1"u8));
    }

    [Fact]
    public void A_request_without_an_id_is_nobodys()
    {
        _requests.Note(default, "orders");
        Assert.Null(_requests.Find(default));
    }

    [Fact]
    public void No_number_of_failures_makes_it_grow_or_tell_one_request_of_another()
    {
        for (var i = 0; i < 20_000; i++) _requests.Note(Id(i), $"{i}");
        var found = Enumerable.Range(0, 20_000).Select(i => (Id: $"{i}", Text: _requests.Find(Id(i)))).Where(pair => pair.Text is not null).ToList();
        Assert.All(found, pair => Assert.Equal(pair.Id, pair.Text));
        Assert.InRange(found.Count, 3_500, 4_096);
    }

    private static byte[] Id(int number) => Encoding.ASCII.GetBytes($"request-{number}");
}
