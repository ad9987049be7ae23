using ActorMesh.ControlPlane.Rollouts;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Rollouts;

public sealed class ErrorRiseTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(100, 5, 100, 0, true)]
    [InlineData(100, 4, 100, 0, false)] // Too few failures to say.
    [InlineData(49, 49, 100, 0, false)] // Too few requests to say.
    [InlineData(1000, 10, 1000, 0, false)] // One in a hundred.
    [InlineData(1000, 11, 1000, 0, true)]
    [InlineData(1000, 200, 1000, 100, false)] // Twice as often.
    [InlineData(1000, 201, 1000, 100, true)]
    public void More_by_one_in_a_hundred_and_twice_as_often(long requests, long failures, long before, long failuresBefore, bool isRise) =>
        Assert.Equal(isRise, ErrorRise.IsRise(new ErrorCount(requests, failures), new ErrorCount(before, failuresBefore)));

    [Fact]
    public void Who_fails_no_more_often_has_not_risen() =>
        Gen.Select(Gen.Long[1, 100_000], Gen.Long[0, 100_000]).Sample((requests, failures) =>
        {
            var count = new ErrorCount(requests, Math.Min(requests, failures));
            Assert.False(ErrorRise.IsRise(count, count));
        });

    [Fact]
    public void A_service_is_compared_with_itself()
    {
        var tallies = new ErrorTallies();
        Count(tallies, "flaky-1", "flaky", 6, 1000, 300);
        Count(tallies, "flaky-2", "flaky", 7, 1000, 310);
        Count(tallies, "good-1", "good", 6, 1000, 0);
        Count(tallies, "good-2", "good", 7, 1000, 2);
        Assert.Null(ErrorRise.Find(tallies, 7, 6));
        Count(tallies, "good-2", "good", 7, 1000, 60);
        Assert.StartsWith("good: ", ErrorRise.Find(tallies, 7, 6), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nobody_is_left_to_compare_with_it_is_what_was_before()
    {
        var tallies = new ErrorTallies();
        Count(tallies, "flaky-1", "flaky", 6, 1000, 300);
        tallies.BeginStep();
        Count(tallies, "flaky-1", "flaky", 7, 1000, 310);
        Assert.Null(ErrorRise.Find(tallies, 7, 6));
        tallies.Keep(8, 7);
        Assert.NotNull(ErrorRise.Find(tallies, 7, 6));
    }

    [Fact]
    public void What_was_counted_while_changing_over_is_left_out()
    {
        var tallies = new ErrorTallies();
        tallies.Count(Proxy("a", "s", 6), 10, 0);
        tallies.Count(Proxy("a", "s", 6), 10, 1);
        tallies.Count(Proxy("a", "s", 7), 10, 9);
        tallies.Count(Proxy("a", "s", 7), 10, 2);
        Assert.Equal(new ErrorCount(10, 1), tallies.Ever("s", 6));
        Assert.Equal(new ErrorCount(10, 2), tallies.Ever("s", 7));
    }

    private static void Count(ErrorTallies tallies, string proxy, string service, long version, long requests, long failures)
    {
        tallies.Count(Proxy(proxy, service, version), 0, 0);
        tallies.Count(Proxy(proxy, service, version), requests, failures);
    }

    private static LedgerProxy Proxy(string id, string service, long version) => new(id, service, "n:1", Start, version, 0, "", Start, null);
}
