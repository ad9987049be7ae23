using ActorMesh.Runtime.Time;

namespace ActorMesh.ControlPlane.RateLimits;

/// <summary>Who asks for tokens of one limit, and who asked in vain: they come first, in the order in which they came.</summary>
/// <param name="patience">Who has not asked for that long no longer counts.</param>
internal sealed class WaitingAskers(TimeSpan patience)
{
    /// <summary>Beyond it the one that asked longest ago is forgotten. More than the streams of a mesh.</summary>
    public const int AskersMax = 20_000;

    private readonly Dictionary<string, Asker> _askers = new(StringComparer.Ordinal);
    private readonly LinkedList<Asker> _byLastAsk = [];
    private readonly LinkedList<Asker> _waiting = [];

    /// <summary>Who asked of late. At least 1 while one is asking.</summary>
    public int Count => _askers.Count;

    /// <returns>False for an ask that came before, or after a later one.</returns>
    public bool TryBegin(string name, long number, Instant now)
    {
        Forget(now);
        if (!_askers.TryGetValue(name, out var asker))
        {
            if (_askers.Count == AskersMax) Drop(_byLastAsk.First!.Value);
            _askers.Add(name, asker = new Asker(name));
        }
        else if (number <= asker.Number) return false;
        else _byLastAsk.Remove(asker.LastAsk);
        (asker.Number, asker.At) = (number, now);
        _byLastAsk.AddLast(asker.LastAsk);
        return true;
    }

    /// <summary>How many came before it and still wait, but no more than it would have to let pass.</summary>
    public int Ahead(string name, Instant now)
    {
        Forget(now);
        var asker = _askers[name];
        if (!asker.IsWaiting) return _waiting.Count;
        var ahead = 0;
        for (var place = asker.Place.Previous; place is not null; place = place.Previous) ahead++;
        return ahead;
    }

    public void Wait(string name)
    {
        var asker = _askers[name];
        if (asker.IsWaiting) return;
        asker.IsWaiting = true;
        _waiting.AddLast(asker.Place);
    }

    public void Served(string name)
    {
        var asker = _askers[name];
        if (!asker.IsWaiting) return;
        asker.IsWaiting = false;
        _waiting.Remove(asker.Place);
    }

    public bool IsEmptyAt(Instant now)
    {
        Forget(now);
        return _askers.Count == 0;
    }

    private void Forget(Instant now)
    {
        while (_byLastAsk.First is { Value: { } asker } && asker.At + patience <= now) Drop(asker);
    }

    private void Drop(Asker asker)
    {
        Served(asker.Name);
        _byLastAsk.Remove(asker.LastAsk);
        _askers.Remove(asker.Name);
    }

    private sealed class Asker
    {
        public Asker(string name) => (Name, LastAsk, Place) = (name, new LinkedListNode<Asker>(this), new LinkedListNode<Asker>(this));

        public string Name { get; }

        public long Number { get; set; }

        public Instant At { get; set; }

        public bool IsWaiting { get; set; }

        public LinkedListNode<Asker> LastAsk { get; }

        public LinkedListNode<Asker> Place { get; }
    }
}
