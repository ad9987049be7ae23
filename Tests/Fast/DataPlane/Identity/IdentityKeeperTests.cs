using ActorMesh.DataPlane.Identity;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Identity;

public sealed class IdentityKeeperTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Life = TimeSpan.FromHours(4);

    [Fact]
    public void Whoever_has_none_asks_by_token()
    {
        var keeper = new IdentityKeeper(new Random(1));
        Assert.Equal(IdentityStep.Attest, keeper.Next(Start));
        Assert.Equal(IdentityStep.Wait, keeper.Next(Start.AddHours(1))); // It is asked.
    }

    [Fact]
    public void The_next_is_asked_for_around_half_of_its_life()
    {
        var rotations = Enumerable.Range(0, 500).Select(seed => Held(seed).RotationAt!.Value - Start).Order().ToList();
        Assert.InRange(rotations[0], Life * 0.45, Life * 0.455);
        Assert.InRange(rotations[^1], Life * 0.545, Life * 0.55);
    }

    [Fact]
    public void Nothing_is_done_before_the_rotation_and_one_renewal_at_it()
    {
        var keeper = Held();
        var due = keeper.RotationAt!.Value;
        Assert.Equal(IdentityStep.Wait, keeper.Next(due.AddSeconds(-1)));
        Assert.Equal(IdentityStep.Renew, keeper.Next(due));
        Assert.Equal(IdentityStep.Wait, keeper.Next(due.AddSeconds(1)));
    }

    [Fact]
    public void Who_wants_the_next_at_once_gets_it_once()
    {
        var keeper = Held();
        keeper.Hasten(Start.AddMinutes(1));
        Assert.Equal(IdentityStep.Renew, keeper.Next(Start.AddMinutes(1)));
        Assert.Equal(IdentityStep.Wait, keeper.Next(Start.AddMinutes(2)));
        keeper.Hold(new IdentityTerm(Start.AddMinutes(2), Start.AddMinutes(2) + Life, 0.5));
        Assert.Equal(IdentityStep.Wait, keeper.Next(Start.AddMinutes(3)));
    }

    [Fact]
    public void Who_wants_the_next_soon_is_not_later_than_due_and_not_all_at_once()
    {
        var hastened = Enumerable.Range(0, 200).Select(seed =>
        {
            var keeper = Held(seed);
            keeper.Hasten(Start, TimeSpan.FromMinutes(1));
            return keeper.RotationAt!.Value - Start;
        }).Order().ToList();
        Assert.InRange(hastened[0], TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.InRange(hastened[^1], TimeSpan.FromSeconds(58), TimeSpan.FromMinutes(1));
        var late = Held();
        var due = late.RotationAt;
        late.Hasten(due!.Value, TimeSpan.FromMinutes(1));
        Assert.Equal(due, late.RotationAt);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.8)]
    public void The_mesh_says_when(double rotateAt)
    {
        var keeper = new IdentityKeeper(new Random(3));
        keeper.Hold(new IdentityTerm(Start, Start + Life, rotateAt));
        Assert.InRange(keeper.RotationAt!.Value, Start + (Life * rotateAt * 0.9), Start + (Life * rotateAt * 1.1));
    }

    [Fact]
    public void Failures_wait_ever_longer_and_never_more_than_a_minute()
    {
        var keeper = Held();
        var now = keeper.RotationAt!.Value;
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(IdentityStep.Renew, keeper.Next(now));
            var retryAt = keeper.Fail(now);
            Assert.Equal(IdentityStep.Wait, keeper.Next(retryAt.AddMilliseconds(-1)));
            waits.Add(retryAt - now);
            now = retryAt;
        }
        Assert.InRange(waits[0], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)));
        Assert.Contains(waits, wait => wait > TimeSpan.FromSeconds(10));
        Assert.Equal(12, keeper.Failures);
    }

    [Fact]
    public void Near_the_end_it_is_tried_again_sooner()
    {
        var keeper = Held();
        var (now, tries) = (Start + Life - TimeSpan.FromMinutes(1), 0);
        while (now < Start + Life && keeper.Next(now) == IdentityStep.Renew)
        {
            var retryAt = keeper.Fail(now);
            Assert.InRange(retryAt - now, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(7.5));
            (now, tries) = (retryAt, tries + 1);
        }
        Assert.InRange(tries, 12, 40);
    }

    [Fact]
    public void What_has_ended_cannot_be_renewed_so_a_token_is_asked_for()
    {
        var keeper = Held();
        Assert.Equal(IdentityStep.Attest, keeper.Next(Start + Life));
        Assert.True(keeper.IsExpired(Start + Life));
    }

    [Fact]
    public void It_is_said_at_a_quarter_left_and_whenever_what_is_left_has_halved()
    {
        var keeper = Held();
        var said = Enumerable.Range(0, (int)Life.TotalSeconds).Where(second => keeper.IsToBeSaid(Start.AddSeconds(second))).Select(second => Life - TimeSpan.FromSeconds(second)).ToList();
        Assert.Equal([60, 30, 15, 7.5, 3.75], said.Take(5).Select(left => left.TotalMinutes));
        Assert.InRange(said.Count, 10, 14);
    }

    [Fact]
    public void The_end_is_said_at_once_and_then_ever_more_rarely()
    {
        var keeper = Held();
        var end = Start + Life;
        var said = Enumerable.Range(0, 3600).Where(second => keeper.IsToBeSaid(end.AddSeconds(second))).ToList();
        Assert.Equal([0, 60, 180, 420, 900, 1860], said);
    }

    [Fact]
    public void The_next_identity_ends_the_alarm()
    {
        var keeper = Held();
        Assert.True(keeper.IsToBeSaid(Start + (Life * 0.8)));
        keeper.Hold(new IdentityTerm(Start + Life, Start + Life + Life, 0.5));
        Assert.False(keeper.IsToBeSaid(Start + Life));
    }

    [Fact]
    public void A_clock_that_leaps_forward_has_it_renewed_at_once()
    {
        var keeper = Held();
        Assert.Equal(IdentityStep.Wait, keeper.Next(Start));
        Assert.Equal(IdentityStep.Renew, keeper.Next(Start + (Life * 0.9)));
    }

    [Fact]
    public void A_clock_that_is_put_back_does_not_keep_what_it_received_in_the_future()
    {
        var keeper = Held();
        Assert.Equal(IdentityStep.Wait, keeper.Next(Start.AddSeconds(-59))); // So wrong any clock may be.
        Assert.Equal(IdentityStep.Renew, keeper.Next(Start.AddHours(-3)));
    }

    [Fact]
    public void A_clock_that_is_put_back_does_not_stretch_a_wait()
    {
        var keeper = Held();
        var now = keeper.RotationAt!.Value;
        Assert.Equal(IdentityStep.Renew, keeper.Next(now));
        keeper.Fail(now);
        Assert.Equal(IdentityStep.Renew, keeper.Next(now.AddHours(-5)));
    }

    [Fact]
    public void Nobody_sleeps_through_a_leap()
    {
        var keeper = Held();
        Assert.Equal(IdentityKeeper.LookEvery, keeper.Pause(Start));
        Assert.InRange(keeper.Pause(keeper.RotationAt!.Value.AddSeconds(-3)), TimeSpan.FromSeconds(2.9), TimeSpan.FromSeconds(3));
    }

    private static IdentityKeeper Held(int seed = 1)
    {
        var keeper = new IdentityKeeper(new Random(seed));
        keeper.Hold(new IdentityTerm(Start, Start + Life, 0.5));
        return keeper;
    }
}
