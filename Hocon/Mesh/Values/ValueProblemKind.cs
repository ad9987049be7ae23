namespace ActorMesh.Hocon.Mesh.Values;

public enum ValueProblemKind
{
    /// <summary>It is something else altogether.</summary>
    WrongType,

    /// <summary>The unit is missing or not known.</summary>
    Unit,

    /// <summary>It is too small, too large, or none of the words that are known here.</summary>
    Range,
}
