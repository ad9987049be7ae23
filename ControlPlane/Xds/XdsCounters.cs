using ActorMesh.ControlPlane.Resources;
using ActorMesh.ControlPlane.Xds.Subscriptions;

namespace ActorMesh.ControlPlane.Xds;

/// <summary>Where all streams of a node count. Any number of threads.</summary>
public sealed class XdsCounters
{
    private readonly Dictionary<string, Cells> _types = ResourceTypes.Served.ToDictionary(type => type, _ => new Cells(), StringComparer.Ordinal);
    private readonly DurationHistogram _durations = new();
    private int _streams;
    private long _opened;
    private long _turnedAway;
    private long _ended;
    private long _foreignSecrets;

    public XdsStatistics Read() => new(
        Volatile.Read(ref _streams), Volatile.Read(ref _opened), Volatile.Read(ref _turnedAway), Volatile.Read(ref _ended),
        _types.ToDictionary(type => type.Key, type => type.Value.Read(), StringComparer.Ordinal), _durations.Quantile(0.5), _durations.Quantile(0.99),
        Volatile.Read(ref _foreignSecrets));

    public void StreamOpened()
    {
        Interlocked.Increment(ref _streams);
        Interlocked.Increment(ref _opened);
    }

    public void StreamGone() => Interlocked.Decrement(ref _streams);

    public void StreamTurnedAway() => Interlocked.Increment(ref _turnedAway);

    public void StreamEnded() => Interlocked.Increment(ref _ended);

    public void ForeignSecretAsked() => Interlocked.Increment(ref _foreignSecrets);

    public void Pushed(string typeUrl) => Interlocked.Increment(ref _types[typeUrl].Pushes);

    public void Judged(Heard heard)
    {
        if (heard.Reply == Reply.Refused) Interlocked.Increment(ref _types[heard.TypeUrl].Refused);
        if (heard.Reply != Reply.Accepted) return;
        Interlocked.Increment(ref _types[heard.TypeUrl].Accepted);
        _durations.Add(heard.After);
    }

    private sealed class Cells
    {
        public long Pushes;
        public long Accepted;
        public long Refused;

        public TypeCounts Read() => new(Volatile.Read(ref Pushes), Volatile.Read(ref Accepted), Volatile.Read(ref Refused));
    }
}
