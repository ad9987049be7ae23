using ActorMesh.ControlPlane.Distribution;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Distribution;

public sealed class QuietTimeTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Changes_wait_for_quiet_and_never_beyond_the_limit() =>
        Gen.Int[0, 99].Array[1, 60].Sample(gaps =>
        {
            var changes = new QuietTime(Quiet, Limit);
            var now = Start;
            var due = now + changes.Change(now);
            foreach (var gap in gaps)
            {
                var next = now + TimeSpan.FromMilliseconds(gap);
                if (next >= due) break;
                now = next;
                due = now + changes.Change(now);
                Assert.True(due <= Start + Limit);
                Assert.True(due == now + Quiet || due == Start + Limit);
            }
        });

    [Fact]
    public void After_that_the_first_change_counts_anew()
    {
        var changes = new QuietTime(Quiet, Limit);
        changes.Change(Start);
        Assert.True(changes.IsPending);
        changes.Clear();
        Assert.False(changes.IsPending);
        Assert.Equal(Quiet, changes.Change(Start + Limit));
    }
}
