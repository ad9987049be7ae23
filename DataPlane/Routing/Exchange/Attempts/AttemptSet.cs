using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Endpoints;
using ActorMesh.DataPlane.Resilience;
using ActorMesh.Runtime.Contracts.Envoy.Core;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Exchange.Attempts;

/// <summary>
/// The attempts of one request: the main one, which carries the body as it comes and is made anew for each retry, and copies beside it when
/// the route hedges. Reused; a connection that never hedges has one.
/// </summary>
internal sealed class AttemptSet(StageSignal signal, TimeProvider clock)
{
    private readonly List<EndpointCell> _tried = [];
    private readonly List<Attempt> _copies = [];

    public StageSignal Signal => signal;

    public Attempt Main { get; private set; } = new(signal, clock);

    public IReadOnlyList<Attempt> Copies => _copies;

    /// <summary>Endpoints that were asked already.</summary>
    public ReadOnlySpan<EndpointCell> Tried => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_tried);

    public bool AnyUnderWay
    {
        get
        {
            if (Main.IsUnderWay) return true;
            foreach (var copy in _copies)
                if (copy.IsUnderWay) return true;
            return false;
        }
    }

    /// <summary>Whether another than <paramref name="attempt"/> is under way.</summary>
    public bool AnyUnderWayBeside(Attempt attempt)
    {
        if (Main.IsUnderWay && !ReferenceEquals(Main, attempt)) return true;
        foreach (var copy in _copies)
            if (copy.IsUnderWay && !ReferenceEquals(copy, attempt)) return true;
        return false;
    }

    /// <summary>Of the route that the request took.</summary>
    public RoutingPriority Priority { get; private set; }

    public void Begin(RoutingPriority priority)
    {
        Priority = priority;
        _tried.Clear();
    }

    /// <summary>Remembers whom an attempt asks.</summary>
    public void NoteTried(EndpointCell endpoint) => _tried.Add(endpoint);

    /// <summary>A place for one more copy.</summary>
    public Attempt AddCopy()
    {
        foreach (var copy in _copies)
            if (!copy.IsUnderWay) return copy;
        var added = new Attempt(signal, clock);
        _copies.Add(added);
        return added;
    }

    /// <summary>When the first limit of any attempt passes.</summary>
    public Instant FirstEnd(Instant lastMove)
    {
        var first = Main.IsUnderWay ? Main.FirstEnd(lastMove) : Instant.Never;
        foreach (var copy in _copies)
            if (copy.IsUnderWay) first = Instant.Earlier(first, copy.FirstEnd(lastMove));
        return first;
    }

    /// <summary>This one's answer goes to the client: it is the main one from here on, and all others end.</summary>
    public void Commit(Attempt chosen)
    {
        chosen.Unlimit();
        if (ReferenceEquals(chosen, Main) && _copies.Count == 0) return;
        if (!ReferenceEquals(chosen, Main))
        {
            _copies[_copies.IndexOf(chosen)] = Main;
            Main = chosen;
        }

        foreach (var copy in _copies) copy.LetGo(Priority, mayReuse: false, answerIsLent: false);
    }

    /// <summary>Tells how all that are under way ended.</summary>
    public void Report(AttemptEnd end)
    {
        Main.Hold.Report(end);
        foreach (var copy in _copies) copy.Hold.Report(end);
    }

    /// <summary>The request has ended.</summary>
    /// <param name="mayReuse">Whether the main connection may serve another.</param>
    /// <param name="answerIsLent">A write to the client may still read from the answer's buffer.</param>
    public void LetGo(bool mayReuse, bool answerIsLent)
    {
        Main.LetGo(Priority, mayReuse, answerIsLent);
        foreach (var copy in _copies) copy.LetGo(Priority, mayReuse: false, answerIsLent: false);
    }
}
