using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.Runtime.Time;
using Akka.Actor;

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

/// <summary>A sidecar's part in one limit: leases over a real stream, and requests that take tokens as fast as they can.</summary>
internal sealed class LimitSidecar : IDisposable
{
    private readonly ActorSystem _system;
    private readonly IActorRef _actor;
    private readonly LeasedBuckets _buckets = new(TimeProvider.System);
    private readonly LeasedBucket _bucket;

    public LimitSidecar(ActorSystem system, IReadOnlyList<Uri> servers, int seed)
        : this(system, [.. servers.Select(server => LeaseStream.To(server.Authority, tls: null))], seed)
    {
    }

    public LimitSidecar(ActorSystem system, IReadOnlyList<Func<LeaseEvents, ILeaseTransport>> ways, int seed)
    {
        _system = system;
        var name = new ArrayBufferWriter<byte>();
        foreach (var part in new[] { "d", "generic_key", "all" }) LeaseName.Write(name, Encoding.UTF8.GetBytes(part));
        _bucket = _buckets.Find(name.WrittenSpan);
        _actor = system.ActorOf(LeaseStreamActor.Props(_buckets, TimeProvider.System, new Random(seed)));
        _actor.Tell(new LeaseStreamActor.Message.Use(ways));
        _actor.Tell(new LeaseStreamActor.Message.Need(HasLimits: true));
    }

    public LeaseCounters Counters => _buckets.Counters;

    public bool IsLinked => _buckets.IsLinked;

    public LeaseOutcome TryTake() => _bucket.TryTake(TimeProvider.System.Now);

    /// <summary>Takes tokens as long as it may, and notes when.</summary>
    public void Spend(ConcurrentBag<long> times)
    {
        while (true)
        {
            var now = TimeProvider.System.Now;
            if (_bucket.TryTake(now) != LeaseOutcome.Taken) return;
            times.Add(now.Ticks);
        }
    }

    public void Dispose() => _system.Stop(_actor);
}
