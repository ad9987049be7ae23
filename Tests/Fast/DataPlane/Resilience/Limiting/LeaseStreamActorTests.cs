using System.Buffers;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Time;
using ActorMesh.Tests.Fast.Kit;
using Akka.Actor;
using Google.Protobuf.WellKnownTypes;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Limiting;

public sealed class LeaseStreamActorTests : ActorTest
{
    private readonly LeasedBuckets _buckets;
    private readonly LeasedBucket _bucket;
    private readonly List<Way> _opened = [];
    private readonly IActorRef _actor;

    public LeaseStreamActorTests()
    {
        _buckets = new LeasedBuckets(Clock);
        var name = new ArrayBufferWriter<byte>();
        foreach (var part in new[] { "d"u8.ToArray(), "k"u8.ToArray(), "v"u8.ToArray() }) LeaseName.Write(name, part);
        _bucket = _buckets.Find(name.WrittenSpan);
        _actor = Sys.ActorOf(LeaseStreamActor.Props(_buckets, Clock, new Random(1)));
        _actor.Tell(new LeaseStreamActor.Message.Use([Open, Open]));
    }

    [Fact]
    public void Nobody_is_asked_before_there_is_a_limit_nor_after_the_last_is_gone()
    {
        Settle(_actor);
        Assert.Empty(_opened);

        Need();
        Assert.Equal((1, true), (_opened.Count, _buckets.IsLinked));
        _actor.Tell(new LeaseStreamActor.Message.Need(HasLimits: false));
        Settle(_actor);

        Assert.Equal((true, false), (_opened[0].IsDisposed, _buckets.IsLinked));
    }

    [Fact]
    public void Requests_wait_for_the_first_connection_and_are_asked_for_once_it_stands()
    {
        Need();
        Assert.Equal(LeaseOutcome.Asking, Take());
        Settle(_actor);
        Assert.Empty(_opened[0].Asks);

        Greet(_opened[0]);
        var ask = Assert.Single(_opened[0].Asks);
        _opened[0].Events.Answered(Granted(ask, 2));
        Settle(_actor);

        Assert.Equal([LeaseOutcome.Taken, LeaseOutcome.Taken, LeaseOutcome.Asking], [Take(), Take(), Take()]);
    }

    [Fact]
    public void Who_cannot_be_reached_costs_no_request_a_wait_and_the_next_is_tried_at_once()
    {
        Need();
        Take();
        Break(_opened[0]);
        Assert.Equal(LeaseOutcome.Failed, Take());
        Advance(TimeSpan.FromMilliseconds(100));
        Settle(_actor);

        Assert.Equal(2, _opened.Count);
    }

    [Fact]
    public void Who_is_lost_is_tried_again_and_again_after_ever_longer_waits()
    {
        Need();
        Greet(_opened[0]);
        for (var second = 0; second < 60; second++)
        {
            if (!_opened[^1].IsDisposed) Break(_opened[^1]);
            Advance(TimeSpan.FromSeconds(1));
            Settle(_actor);
        }

        Assert.InRange(_opened.Count, 10, 40);
    }

    [Fact]
    public void A_control_plane_that_knows_no_leases_is_left_alone_for_five_minutes()
    {
        Need();
        Break(_opened[0], isForeign: true);
        Advance(TimeSpan.FromMinutes(4.9));
        Settle(_actor);
        Assert.Single(_opened);

        Advance(TimeSpan.FromMinutes(0.2));
        Settle(_actor);
        Assert.Equal(2, _opened.Count);
    }

    [Fact]
    public void A_node_that_is_asked_and_says_nothing_is_given_up()
    {
        Need();
        Greet(_opened[0]);
        Take();
        Settle(_actor);
        Advance(TimeSpan.FromSeconds(2.1));
        Settle(_actor);

        Assert.True(_opened[0].IsDisposed);
    }

    private void Need()
    {
        _actor.Tell(new LeaseStreamActor.Message.Need(HasLimits: true));
        Settle(_actor);
    }

    private LeaseOutcome Take() => _bucket.TryTake(Clock.Now);

    /// <summary>Answers the first ask, which names no limit.</summary>
    private void Greet(Way way)
    {
        way.Events.Answered(new LeaseAnswer());
        Settle(_actor);
    }

    private void Break(Way way, bool isForeign = false)
    {
        way.Events.Ended("it is gone", isForeign);
        Settle(_actor);
    }

    private static LeaseAnswer Granted(LeaseAsk ask, int tokens) => new()
    {
        Number = ask.Number, Verdict = LeaseAnswer.Types.Verdict.Granted, Lease = 1, Tokens = tokens, Lifetime = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
    };

    private Way Open(LeaseEvents events)
    {
        var way = new Way(events);
        _opened.Add(way);
        return way;
    }

    private sealed class Way(LeaseEvents events) : ILeaseTransport
    {
        public LeaseEvents Events => events;

        /// <summary>Those that name a limit.</summary>
        public List<LeaseAsk> Asks { get; } = [];

        public bool IsDisposed { get; private set; }

        public bool TryAsk(LeaseAsk ask)
        {
            if (ask.Limit is not null) Asks.Add(ask);
            return true;
        }

        public void Dispose() => IsDisposed = true;
    }
}
