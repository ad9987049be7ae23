using System.Buffers;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Time;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Limiting;

public sealed class LeasedBucketTests
{
    private static readonly LeaseTerm Term = new(1, 10);

    private readonly FakeTimeProvider _wall = new();
    private readonly LeasedBuckets _buckets;
    private readonly LeasedBucket _bucket;
    private Instant _now = new(TimeSpan.TicksPerDay);
    private int _signals;

    public LeasedBucketTests()
    {
        _buckets = new LeasedBuckets(_wall);
        _bucket = _buckets.Find(Name("d", "k", "v"));
        _buckets.Link(_ => _signals++);
    }

    [Fact]
    public void Nobody_knows_before_the_first_answer_and_it_is_asked_for_once()
    {
        Assert.Equal([LeaseOutcome.Asking, LeaseOutcome.Asking], [Take(), Take()]);
        Assert.Equal(1, _signals);
    }

    [Fact]
    public void Without_a_connection_there_is_no_answer()
    {
        _buckets.Unlink();

        Assert.Equal(LeaseOutcome.Failed, Take());
    }

    [Fact]
    public void So_many_pass_as_were_granted()
    {
        Take();
        Grant(3);

        Assert.Equal([LeaseOutcome.Taken, LeaseOutcome.Taken, LeaseOutcome.Taken, LeaseOutcome.Asking], [Take(), Take(), Take(), Take()]);
    }

    [Fact]
    public void More_is_asked_for_once_half_is_spent()
    {
        Take();
        Grant(4);
        Take();
        Assert.Equal(1, _signals);
        Take();
        Assert.Equal(2, _signals);
        Grant(5);

        Assert.Equal(7, Enumerable.Range(0, 20).Count(_ => Take() == LeaseOutcome.Taken));
    }

    [Fact]
    public void A_lease_counts_from_when_it_was_asked_for_and_ends_a_little_early()
    {
        Take();
        var ask = _bucket.Ask(_now);
        Pass(0.5);
        Hear(ask, LeaseAnswerKind.Granted, tokens: 9);

        Pass(0.479);
        Assert.Equal(LeaseOutcome.Taken, Take());
        Pass(0.001);
        Assert.Equal(LeaseOutcome.Asking, Take());
    }

    [Fact]
    public void An_answer_that_comes_after_its_lease_has_died_is_of_no_use()
    {
        Take();
        var ask = _bucket.Ask(_now);
        Pass(0.99);
        Hear(ask, LeaseAnswerKind.Granted, tokens: 9);

        Assert.Equal(LeaseOutcome.Asking, Take());
    }

    [Fact]
    public void A_lease_dies_while_the_machine_sleeps_and_the_monotonic_clock_stands_still()
    {
        Take();
        Grant(9);
        Assert.Equal(LeaseOutcome.Taken, Take());
        _wall.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(LeaseOutcome.Asking, Take());
    }

    [Fact]
    public void An_answer_that_was_meant_for_a_bucket_that_was_dropped_is_not_taken_by_its_successor()
    {
        var buckets = new LeasedBuckets(_wall, keysMax: 1);
        buckets.Link(_ => { });
        var (conversation, dropped) = (new LeaseConversation(), buckets.Find(Name("d", "k", "v")));
        var old = conversation.Ask(dropped, _now);
        buckets.Find(Name("d", "k", "w"));
        var successor = buckets.Find(Name("d", "k", "v"));
        var asked = conversation.Ask(successor, _now);

        conversation.Hear(Answer(old, 5), _now);

        Assert.NotSame(dropped, successor);
        Assert.True(asked.Number > old.Number);
        Assert.Equal((LeaseOutcome.Asking, LeaseOutcome.Taken), (successor.TryTake(_now), dropped.TryTake(_now)));
        Pass(0.5);
        Assert.Equal([(old.Number, 1, false)], conversation.Look(_now).SelectMany(ask => ask.Reports).Select(report => (report.Lease, report.Spent, report.IsOver)));
    }

    [Fact]
    public void A_limit_that_is_reached_refuses_until_it_may_be_asked_again()
    {
        Take();
        Hear(_bucket.Ask(_now), LeaseAnswerKind.Exhausted, retryAfter: 0.2);

        Assert.Equal((LeaseOutcome.Exhausted, 1), (Take(), _signals));
        Pass(0.2);
        Assert.Equal((LeaseOutcome.Asking, 2), (Take(), _signals));
    }

    [Fact]
    public void A_limit_that_the_mesh_does_not_have_lets_pass()
    {
        Take();
        Hear(_bucket.Ask(_now), LeaseAnswerKind.Unlimited, retryAfter: 1);

        Assert.Equal(LeaseOutcome.Unlimited, Take());
    }

    [Fact]
    public void What_a_coordinator_grants_that_was_replaced_is_refused()
    {
        Take();
        Hear(_bucket.Ask(_now), LeaseAnswerKind.Exhausted, retryAfter: 0);
        Take();
        _bucket.Hear(Reply(_bucket.Ask(_now), LeaseAnswerKind.Granted, 5, 0) with { Term = new LeaseTerm(1, 9) }, _now);

        Assert.Equal((LeaseOutcome.Failed, 1L, 0L), (Take(), _buckets.Counters.Stale, _buckets.Counters.Granted));
    }

    [Fact]
    public void An_answer_to_an_earlier_ask_is_not_heard()
    {
        Take();
        var first = _bucket.Ask(_now);
        _bucket.Fail(_now);
        _bucket.Ask(_now);
        Hear(first, LeaseAnswerKind.Granted, tokens: 5);

        Assert.Equal(LeaseOutcome.Failed, Take());
    }

    [Fact]
    public void What_is_not_answered_in_time_has_failed()
    {
        Take();
        _bucket.Ask(_now);
        Pass(0.25);
        _bucket.Look(_now);

        Assert.Equal((LeaseOutcome.Failed, 1L), (Take(), _buckets.Counters.Failures));
    }

    [Fact]
    public void What_was_spent_is_reported_and_what_is_not_needed_is_given_back()
    {
        Take();
        Grant(10);
        Take();
        Pass(0.2);
        var spent = _bucket.Look(_now)!.Value;
        Hear(spent, LeaseAnswerKind.Noted);
        Pass(0.5);
        var back = _bucket.Look(_now)!.Value;
        Hear(back, LeaseAnswerKind.Noted);

        Assert.Equal(0, spent.Wanted);
        Assert.Equal([(1L, 1, false)], spent.Reports);
        Assert.Equal([(1L, 1, true)], back.Reports);
        Assert.Equal((LeaseOutcome.Asking, 9L), (Take(), _buckets.Counters.GivenBack));
    }

    [Fact]
    public void It_asks_for_as_much_as_the_requests_of_late_need()
    {
        Take();
        Grant(1000);
        Pass(0.25);
        for (var i = 0; i < 500; i++) Take();

        // 2000 a second, for half of a lease's life.
        Assert.InRange(_bucket.Ask(_now).Wanted, 900, 1100);
    }

    [Fact]
    public void Who_waits_is_told_once_of_the_answer()
    {
        var told = 0;
        Take();
        Assert.True(_bucket.Wait(() => told++));
        Assert.Equal(0, told);
        Grant(1);
        Grant(1);

        Assert.Equal(1, told);
    }

    [Fact]
    public void Who_comes_to_wait_after_the_answer_is_told_at_once()
    {
        var told = 0;
        Take();
        Grant(1);

        Assert.True(_bucket.Wait(() => told++));
        Assert.Equal(1, told);
    }

    [Fact]
    public void Not_all_the_world_can_wait()
    {
        Take();
        for (var i = 0; i < LeasedBucket.WaitersMax; i++) Assert.True(_bucket.Wait(() => { }));

        Assert.False(_bucket.Wait(() => { }));
    }

    [Fact]
    public void A_token_costs_no_memory()
    {
        Take();
        Grant(1_000_000);
        Take();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) Take();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Threads_that_take_at_once_take_no_more_than_was_granted()
    {
        Take();
        Grant(10_000);
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 10_000).Count(_ => _bucket.TryTake(_now) == LeaseOutcome.Taken))));

        Assert.Equal(10_000, taken.Sum());
    }

    [Fact]
    public void Keys_beyond_the_bound_drop_one_that_was_not_used_for_long()
    {
        var buckets = new LeasedBuckets(_wall, keysMax: 2);
        var (first, second) = (buckets.Find(Name("d", "k", "1")), buckets.Find(Name("d", "k", "2")));
        buckets.Find(Name("d", "k", "3"));

        Assert.Equal((2, 1L), (buckets.Count, buckets.Counters.Evictions));
        Assert.NotSame(first, buckets.Find(Name("d", "k", "1")));
        Assert.Equal("2", second.Name.Entries[0].Value);
    }

    private static byte[] Name(string domain, string key, string value)
    {
        var name = new ArrayBufferWriter<byte>();
        foreach (var part in new[] { domain, key, value }) LeaseName.Write(name, System.Text.Encoding.UTF8.GetBytes(part));
        return name.WrittenSpan.ToArray();
    }

    private static LeaseReply Reply(LeaseRequest ask, LeaseAnswerKind kind, int tokens, double retryAfter) => new(
        kind, ask.Number, Term, ask.Number, tokens, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(retryAfter)) { Rate = 10, Burst = 20 };

    private static LeaseAnswer Answer(LeaseAsk ask, int tokens) => new()
    {
        Number = ask.Number, Verdict = LeaseAnswer.Types.Verdict.Granted, Lease = ask.Number, Tokens = tokens, Lifetime = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
        Term = new CoordinatorTerm { Epoch = 1, Incarnation = 10 },
    };

    private LeaseOutcome Take() => _bucket.TryTake(_now);

    private void Grant(int tokens) => Hear(_bucket.Ask(_now), LeaseAnswerKind.Granted, tokens);

    private void Hear(LeaseRequest ask, LeaseAnswerKind kind, int tokens = 0, double retryAfter = 0) => _bucket.Hear(Reply(ask, kind, tokens, retryAfter), _now);

    private void Pass(double seconds) => _now += TimeSpan.FromSeconds(seconds);
}
