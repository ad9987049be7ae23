using ActorMesh.ControlPlane.RateLimits;
using ActorMesh.DataPlane.Resilience.Limiting;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Runtime.Time;

namespace ActorMesh.Tests.Fast.ControlPlane.RateLimits;

/// <summary>
/// Sidecars and coordinators of one limit on a network that delays, loses and repeats. Their clocks run at different rates; coordinators are
/// replaced while the old one is dead, cut off or standing still; machines of sidecars sleep, and their tables drop the limit and take it up again.
/// One random number makes all of it.
/// </summary>
internal sealed class LeaseWorld
{
    private const double ClockError = 0.01;
    private const long Millisecond = TimeSpan.TicksPerMillisecond;

    private static readonly LimitKey Key = LimitKey.Of(Named)!;

    private readonly Random _random;
    private readonly PriorityQueue<Action, (long Time, long Order)> _events = new();
    private readonly List<Sidecar> _sidecars = [];
    private readonly List<Node> _nodes = [];
    private readonly List<long> _admitted = [];
    private readonly bool _waits;
    private Node _owner;
    private long _time = TimeSpan.TicksPerHour, _order;
    private int _names;

    /// <param name="waits">False for coordinators that do not wait for the leases of those before them.</param>
    public LeaseWorld(int seed, LimitNumbers limit, int sidecars, bool waits = true)
    {
        (_random, Limit, _waits) = (new Random(seed), limit, waits);
        _owner = Start();
        for (var i = 0; i < sidecars; i++) _sidecars.Add(new Sidecar(this));
        foreach (var sidecar in _sidecars) At(0, sidecar.Live);
        At(0, () => At(NextChange(), Change));
    }

    public LimitNumbers Limit { get; }

    public LeaseTimes Times { get; } = new();

    public long Offered { get; private set; }

    public int HandOvers { get; private set; }

    public int Admitted => _admitted.Count;

    /// <summary>Of one sidecar, in requests per second, while it asks for anything.</summary>
    public double LoadMax { get; init; } = 400;

    /// <summary>Mean time between two changes of who coordinates, between two sleeps of a sidecar, and until its table drops the limit.</summary>
    public TimeSpan ChangeEvery { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>How much more than allowed was let pass in the worst stretch of time; 0 for nothing. Refill is by the fastest of the clocks.</summary>
    public double Excess => LimitCheck.Excess(_admitted, Limit.Rate * (1 + ClockError), Limit.Burst);

    private static LimitName Named => new() { Domain = "d", Entries = { new LimitName.Types.Entry { Key = "generic_key", Value = "all" } } };

    public void Run(TimeSpan span)
    {
        var end = _time + span.Ticks;
        while (_events.TryPeek(out _, out var at) && at.Time <= end)
        {
            var next = _events.Dequeue();
            _time = at.Time;
            next();
        }

        _time = end;
    }

    private void At(long delay, Action action) => _events.Enqueue(action, (_time + delay, _order++));

    /// <summary>Carries something over the network: late, twice, or not at all.</summary>
    private void Send(Action arrive)
    {
        if (_random.Next(20) == 0) return;
        do At(Delay(), arrive);
        while (_random.Next(20) == 0);
    }

    private long Delay() => _random.Next(10) == 0 ? _random.NextInt64(700 * Millisecond) : _random.NextInt64(4 * Millisecond);

    private long NextChange() => (long)(ChangeEvery.Ticks * -Math.Log(1 - _random.NextDouble()));

    private Node Start()
    {
        var node = new Node(this);
        _nodes.Add(node);
        return node;
    }

    /// <summary>The owner is replaced; the old one may live on, cut off from the others with some of the sidecars, or wake up later.</summary>
    private void Change()
    {
        HandOvers++;
        var (old, kind) = (_owner, _random.Next(4));
        // Most nodes have stopped hearing the old one before they replace it.
        old.LastHeard = old.Now;
        old.IsOwner = false;
        if (kind == 0) old.IsDead = true;
        if (kind == 1) old.StandsUntil = _time + _random.NextInt64(4000 * Millisecond);
        At(_random.NextInt64(500 * Millisecond), () =>
        {
            _owner = Start();
            foreach (var sidecar in _sidecars)
                if (kind == 0 || _random.Next(2) == 0) sidecar.Attach(_owner);
                else At(_random.NextInt64(8000 * Millisecond), () => sidecar.Attach(_owner));
        });
        if (_random.Next(2) == 0)
        {
            // A sidecar dies with what it has, and another comes in its place.
            var place = _random.Next(_sidecars.Count);
            _sidecars[place].IsDead = true;
            _sidecars[place] = new Sidecar(this);
            At(0, _sidecars[place].Live);
        }

        At(NextChange() + (500 * Millisecond), Change);
    }

    private double AnyClockRate() => 1 + (((_random.NextDouble() * 2) - 1) * ClockError);

    private sealed class Node
    {
        private readonly LeaseWorld _world;
        private readonly double _clockRate;
        private readonly long _clockStart;
        private readonly LeaseCoordinator _coordinator;

        public Node(LeaseWorld world)
        {
            (_world, _clockRate, _clockStart, IsOwner) = (world, world.AnyClockRate(), world._random.NextInt64(TimeSpan.TicksPerDay), true);
            // Wall clocks need not agree: now and then a coordinator's number is below that of the one before it.
            var term = new CoordinatorTerm { Epoch = 1, Incarnation = (world._time / Millisecond) + world._random.Next(3000) };
            _coordinator = new LeaseCoordinator(term, world.Times, world._waits ? Now : new Instant(Now.Ticks - world.Times.Settling.Ticks));
        }

        public bool IsOwner { get; set; }

        public bool IsDead { get; set; }

        public long StandsUntil { get; set; }

        public Instant LastHeard { get; set; }

        public Instant Now => new(_clockStart + (long)(_world._time * _clockRate));

        public void Receive(string sidecar, LeaseAsk ask, Action<LeaseAnswer> answer)
        {
            if (IsDead) return;
            if (_world._time < StandsUntil)
            {
                _world.At(StandsUntil - _world._time, () => Receive(sidecar, ask, answer));
                return;
            }

            var mayGrant = IsOwner || Now < LastHeard + _world.Times.Hearing;
            var reply = _coordinator.Ask(sidecar, ask, Key, _world.Limit, mayGrant, Now);
            _world.Send(() => answer(reply));
        }
    }

    private sealed class Sidecar : TimeProvider
    {
        private static readonly byte[] Name = NameOf("d"u8), Another = NameOf("other"u8);

        private readonly LeaseWorld _world;
        private readonly double _clockRate;
        private readonly long _clockStart;
        private readonly LeasedBuckets _buckets;
        private readonly LeaseConversation _conversation = new();
        private LeasedBucket _bucket;
        private Node _node;
        private string _stream;
        private double _load;
        private long _slept, _sleepsUntil;

        public Sidecar(LeaseWorld world)
        {
            (_world, _node, _clockRate, _clockStart) = (world, world._owner, world.AnyClockRate(), world._random.NextInt64(TimeSpan.TicksPerDay));
            _stream = $"s{world._names++}";
            _buckets = new LeasedBuckets(this, keysMax: 1);
            _bucket = _buckets.Find(Name);
            _buckets.Link(bucket => Send(_conversation.Ask(bucket, Now)));
        }

        public bool IsDead { get; set; }

        /// <summary>The monotonic clock stands still while the machine sleeps.</summary>
        private Instant Now => new(_clockStart + (long)((_world._time - _slept) * _clockRate));

        /// <summary>The wall clock does not.</summary>
        public override DateTimeOffset GetUtcNow() => new(_clockStart + (long)(_world._time * _clockRate), TimeSpan.Zero);

        public void Attach(Node node)
        {
            if (ReferenceEquals(node, _node)) return;
            (_node, _stream) = (node, $"s{_world._names++}");
            _conversation.End();
        }

        public void Live()
        {
            Look();
            Request();
            Shift();
            _world.At(_world.NextChange(), Sleep);
            _world.At(_world.NextChange(), Forget);
        }

        private void Shift() => Awake(() =>
        {
            _load = _world._random.Next(3) == 0 ? 0 : _world.LoadMax * _world._random.NextDouble();
            _world.At(_world._random.NextInt64(2000 * Millisecond), Shift);
        });

        private void Look() => Awake(() =>
        {
            foreach (var report in _conversation.Look(Now)) Send(report);
            _world.At(100 * Millisecond, Look);
        });

        private void Request() => Awake(() =>
        {
            if (_load > 0)
            {
                _world.Offered++;
                if (_bucket.TryTake(Now) == ActorMesh.DataPlane.Resilience.Limiting.LeaseOutcome.Taken) _world._admitted.Add(_world._time);
            }

            var mean = _load > 0 ? TimeSpan.TicksPerSecond / _load : 100 * Millisecond;
            _world.At((long)(mean * -Math.Log(1 - _world._random.NextDouble())), Request);
        });

        private void Sleep() => Awake(() =>
        {
            var span = _world._random.NextInt64(3000 * Millisecond);
            (_slept, _sleepsUntil) = (_slept + span, _world._time + span);
            _world.At(_world.NextChange(), Sleep);
        });

        private void Forget() => Awake(() =>
        {
            _buckets.Find(Another);
            _bucket = _buckets.Find(Name);
            _world.At(_world.NextChange(), Forget);
        });

        private void Send(LeaseAsk ask)
        {
            var (node, stream) = (_node, _stream);
            ask.Limit = Named;
            _world.Send(() => node.Receive(stream, ask, answer => Awake(() =>
            {
                if (stream == _stream) _conversation.Hear(answer, Now);
            })));
        }

        private void Awake(Action act)
        {
            if (IsDead) return;
            if (_sleepsUntil > _world._time) _world.At(_sleepsUntil - _world._time, () => Awake(act));
            else act();
        }

        private static byte[] NameOf(ReadOnlySpan<byte> domain)
        {
            var name = new System.Buffers.ArrayBufferWriter<byte>();
            LeaseName.Write(name, domain);
            return name.WrittenSpan.ToArray();
        }
    }
}
