namespace ActorMesh.ControlPlane.Authority;

/// <summary>A journal that does not say what was written into it: nobody leads from it. The message says which entry, and what is wrong.</summary>
public sealed class JournalException : Exception
{
    public JournalException(string message)
        : base(message)
    {
    }

    /// <summary>Only the snapshot is damaged; the entries may be whole.</summary>
    public bool IsOfSnapshot { get; init; }
}
