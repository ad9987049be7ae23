namespace ActorMesh.Runtime.Contracts;

/// <summary>A mesh document that is too large, or is not what it says it is: the message says which, and what to do.</summary>
public sealed class MeshDocumentException : Exception
{
    public MeshDocumentException(string message)
        : base(message)
    {
    }

    /// <summary>It is sound but over a limit.</summary>
    public bool IsTooLarge { get; init; }
}
