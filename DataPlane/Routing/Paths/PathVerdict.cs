namespace ActorMesh.DataPlane.Routing.Paths;

/// <summary>What came of normalising a request target.</summary>
public enum PathVerdict : byte
{
    /// <summary>It was in normal form; nothing was written.</summary>
    Unchanged,
    /// <summary>The new target was written and takes the place of the old one.</summary>
    Rewritten,
    /// <summary>The new target was written; the client is sent there with 307.</summary>
    Redirect,
    /// <summary>The path is ambiguous or malformed: 400.</summary>
    Rejected,
}
