using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Mesh.Schema;

/// <summary>Decides whether a text is a value of its kind.</summary>
public abstract record KnobType
{
    /// <returns>Null when it is.</returns>
    public abstract ValueProblem? Check(string text);
}
