using ActorMesh.Runtime.Identity;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Identity;

public sealed class RefusedPeersTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<string> _said = [];

    [Fact]
    public void All_are_counted_and_one_line_a_second_stands_for_them()
    {
        var refused = new RefusedPeers(_said.Add, _clock);
        for (var i = 0; i < 3; i++) refused.Note("xds", "10.0.0.9:1", "it showed no certificate");
        _clock.Advance(TimeSpan.FromSeconds(1));
        refused.Note("cluster", "10.0.0.9:2", "expired");

        Assert.Equal(4, refused.Count);
        Assert.Equal(["xds: 10.0.0.9:1 was not let in: it showed no certificate", "cluster: 10.0.0.9:2 was not let in: expired (and 2 more since the last line)"], _said);
    }

    [Fact]
    public void A_clock_that_is_set_back_does_not_silence_it()
    {
        var refused = new RefusedPeers(_said.Add, _clock);
        refused.Note("xds", "a", "one");
        _clock.AdjustTime(_clock.GetUtcNow().AddHours(-1));
        refused.Note("xds", "a", "two");
        Assert.Equal(2, _said.Count);
    }

    [Fact]
    public void What_a_stranger_wrote_makes_no_line_of_its_own()
    {
        new RefusedPeers(_said.Add, _clock).Note("xds", "a", "bad\r\nok: let in");
        Assert.Equal(["xds: a was not let in: bad??ok: let in"], _said);
    }
}
