using ActorMesh.DataPlane.Bytes;

namespace ActorMesh.DataPlane.Listening;

/// <summary>The connections of a listener that are at their beginning. Belongs to the listener's actor.</summary>
/// <param name="onEnded">Called once for each that was opened, from any thread.</param>
internal sealed class ListenerDoor(ListenerStatus status, TrafficContext context, RefusalLog refusals, Action<ConnectionOpening> onEnded)
{
    private readonly HashSet<ConnectionOpening> _openings = [];

    public bool IsClear => _openings.Count == 0;

    public void Open(PlainConnection connection, ListenerPlan plan)
    {
        var opening = new ConnectionOpening(connection, plan, context, onEnded);
        _openings.Add(opening);
        opening.Start();
    }

    /// <summary>Counts how one ended, and logs it when the client was not let in.</summary>
    public void Close(ConnectionOpening opening, string listener)
    {
        _openings.Remove(opening);
        status.Tls!.Count(opening.End);
        refusals.Note(listener, opening);
    }

    /// <summary>Ends all of them; each is told of.</summary>
    public void Shut()
    {
        foreach (var opening in _openings) opening.Abort();
    }
}
