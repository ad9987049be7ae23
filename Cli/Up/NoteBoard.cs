namespace ActorMesh.Cli.Up;

/// <summary>What happened lately, for the screen. Safe for threads.</summary>
/// <param name="notesMax">Older ones are forgotten.</param>
internal sealed class NoteBoard(int notesMax = 5)
{
    private readonly Lock _lock = new();
    private readonly Queue<string> _notes = new();

    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_lock) return [.. _notes];
        }
    }

    public void Add(string note)
    {
        lock (_lock)
        {
            _notes.Enqueue(note);
            if (_notes.Count > notesMax) _notes.Dequeue();
        }
    }
}
