using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.Runtime.Time;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

public sealed class MajorityHearingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly MajorityHearing _hearing = new();

    [Fact]
    public void One_of_three_needs_one_other_and_counts_from_when_it_asked()
    {
        _hearing.Members(new HashSet<string> { "b", "c" });
        Assert.Null(_hearing.Heard(new Instant(5)));
        var number = _hearing.Ask(new Instant(10), Second);

        _hearing.Answered("c", number);

        Assert.Equal(new Instant(10), _hearing.Heard(new Instant(99)));
    }

    [Fact]
    public void One_of_five_needs_two_others_and_the_later_of_the_answers_is_not_enough()
    {
        _hearing.Members(new HashSet<string> { "b", "c", "d", "e" });
        _hearing.Answered("b", _hearing.Ask(new Instant(10), Second));
        Assert.Null(_hearing.Heard(default));
        _hearing.Answered("c", _hearing.Ask(new Instant(20), Second));

        Assert.Equal(new Instant(10), _hearing.Heard(default));
    }

    [Fact]
    public void Answers_to_what_was_asked_long_ago_or_by_strangers_count_for_nothing()
    {
        _hearing.Members(new HashSet<string> { "b", "c" });
        var old = _hearing.Ask(default, Second);
        _hearing.Ask(default(Instant) + Second, Second);

        _hearing.Answered("b", old);
        _hearing.Answered("stranger", old + 1);

        Assert.Null(_hearing.Heard(default));
    }

    [Fact]
    public void Who_is_no_member_any_more_is_not_heard()
    {
        _hearing.Members(new HashSet<string> { "b", "c" });
        _hearing.Answered("b", _hearing.Ask(new Instant(10), Second));

        _hearing.Members(new HashSet<string> { "c", "d" });

        Assert.Null(_hearing.Heard(default));
    }

    [Fact]
    public void One_that_is_alone_hears_itself() => Assert.Equal(new Instant(3), _hearing.Heard(new Instant(3)));
}
