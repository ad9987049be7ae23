namespace ActorMesh.ControlPlane.Registry;

/// <summary>What came of hearing another node.</summary>
internal enum Hearing
{
    /// <summary>Nothing is different.</summary>
    Nothing,

    /// <summary>It sees others than before.</summary>
    News,

    /// <summary>It told what changed, and what that is a change of is not known here: it is to tell all.</summary>
    Lacking,
}
