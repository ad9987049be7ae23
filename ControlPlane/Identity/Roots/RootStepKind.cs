namespace ActorMesh.ControlPlane.Identity.Roots;

/// <summary>What becomes of a root, in this order. The numbers stand in databases: they are never changed.</summary>
public enum RootStepKind
{
    /// <summary>It is believed, and signs nothing yet.</summary>
    Prepared = 1,

    /// <summary>It signs. The one before it is still believed.</summary>
    Activated = 2,

    /// <summary>It is believed no more.</summary>
    Retired = 3,
}
