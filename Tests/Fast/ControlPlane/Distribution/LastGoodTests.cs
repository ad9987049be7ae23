using ActorMesh.ControlPlane.Distribution;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Distribution;

public sealed class LastGoodTests
{
    /// <summary>Of one journal: both rise.</summary>
    private static readonly Gen<PublicationOrder> Orders = Gen.Long[1, 24].Select(sequence => new PublicationOrder(1 + (sequence / 6), sequence));

    [Fact]
    public void Orders_compare_by_epoch_first() =>
        Gen.Select(Orders, Orders).Sample((left, right) =>
        {
            Assert.Equal((left.Epoch, left.Sequence).CompareTo((right.Epoch, right.Sequence)) > 0, left > right);
            Assert.Equal(left > right, right < left);
            Assert.Equal(left >= right, !(left < right));
        });

    [Fact]
    public void Whatever_comes_it_never_goes_back() =>
        Gen.Select(Orders, Gen.Bool).Array[0, 40].Sample(events =>
        {
            var lastGood = new LastGood();
            foreach (var (order, isRunnable) in events)
            {
                var before = lastGood.InForce;
                if (lastGood.Take(order) == PublicationVerdict.Newer)
                {
                    if (isRunnable) Assert.True(lastGood.Accept(order));
                    else lastGood.Refuse(order);
                }
                Assert.True(lastGood.InForce >= before);
                Assert.True(lastGood.Known >= lastGood.InForce);
                Assert.False(lastGood.Refused <= lastGood.InForce);
            }
            Assert.Equal(events.Select(one => one.Item1).DefaultIfEmpty(PublicationOrder.None).Max(), lastGood.Known);
        });

    [Fact]
    public void A_journal_that_lost_entries_is_not_followed_until_it_is_said_that_theirs_is_gone()
    {
        var lastGood = new LastGood();
        lastGood.Take(new PublicationOrder(57, 90));
        Assert.Equal(PublicationVerdict.Stale, lastGood.Take(new PublicationOrder(2, 3)));
        Assert.Equal(PublicationVerdict.Behind, lastGood.Take(new PublicationOrder(58, 88)));
        Assert.Equal(PublicationVerdict.Behind, lastGood.Take(new PublicationOrder(58, 3), aboveEpoch: 56));
        Assert.Equal(new PublicationOrder(57, 90), lastGood.Known);
        Assert.Equal(PublicationVerdict.Newer, lastGood.Take(new PublicationOrder(58, 3), aboveEpoch: 57));
        Assert.Equal(PublicationVerdict.Newer, lastGood.Take(new PublicationOrder(58, 4), aboveEpoch: 57));
    }

    [Fact]
    public void A_compilation_that_ends_late_is_of_no_use()
    {
        var lastGood = new LastGood();
        lastGood.Take(new PublicationOrder(1, 1));
        lastGood.Take(new PublicationOrder(1, 2));
        Assert.True(lastGood.Accept(new PublicationOrder(1, 2)));
        Assert.False(lastGood.Accept(new PublicationOrder(1, 1)));
        Assert.Equal(new PublicationOrder(1, 2), lastGood.InForce);
    }

    [Fact]
    public void A_replaced_leader_is_counted()
    {
        var lastGood = new LastGood();
        lastGood.Take(new PublicationOrder(4, 9));
        Assert.Equal(PublicationVerdict.Stale, lastGood.Hear(new PublicationOrder(3, 12)));
        Assert.Equal(PublicationVerdict.Older, lastGood.Hear(new PublicationOrder(4, 8)));
        Assert.Equal(PublicationVerdict.Known, lastGood.Hear(new PublicationOrder(4, 9)));
        Assert.Equal(PublicationVerdict.Newer, lastGood.Hear(new PublicationOrder(5, 1)));
        Assert.Equal(1, lastGood.StaleCount);
    }

    /// <summary>A leader publishes and is replaced; of its messages and of the node's questions 3 in 10 are lost, others come twice or late.</summary>
    [Fact]
    public void Lost_doubled_and_late_messages_only_cost_time() =>
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var network = new LossyNetwork(new Random(seed));
            var published = PublicationOrder.None;
            var node = new LastGood();
            void Deliver(PublicationOrder order)
            {
                var before = node.InForce;
                if (node.Take(order) == PublicationVerdict.Newer) node.Accept(order);
                Assert.True(node.InForce >= before);
                Assert.True(node.InForce <= published);
            }
            for (var tick = 0; tick < 60; tick++)
            {
                if (tick % 7 == 0) published = tick % 21 == 0 ? new PublicationOrder(published.Epoch + 1, published.Sequence + 1) : published with { Sequence = published.Sequence + 1 };
                if (tick % 2 == 0) network.Send(published);
                if (tick % 5 == 0 && !network.Loses()) network.Send(published);
                foreach (var order in network.Arriving()) Deliver(order);
            }
            for (var tick = 0; tick < 200 && node.InForce != published; tick++)
            {
                network.Send(published);
                foreach (var order in network.Arriving()) Deliver(order);
            }
            Assert.Equal(published, node.InForce);
        }, iter: 500);

    private sealed class LossyNetwork(Random random)
    {
        private readonly List<(PublicationOrder Order, int Delay)> _underWay = [];

        public bool Loses() => random.NextDouble() < 0.3;

        public void Send(PublicationOrder order)
        {
            if (!Loses()) _underWay.Add((order, random.Next(6)));
            if (random.NextDouble() < 0.2) _underWay.Add((order, random.Next(12)));
        }

        public List<PublicationOrder> Arriving()
        {
            List<PublicationOrder> arriving = [.. _underWay.Where(one => one.Delay == 0).Select(one => one.Order)];
            var left = _underWay.Where(one => one.Delay > 0).Select(one => one with { Delay = one.Delay - 1 }).ToList();
            _underWay.Clear();
            _underWay.AddRange(left);
            return arriving;
        }
    }
}
