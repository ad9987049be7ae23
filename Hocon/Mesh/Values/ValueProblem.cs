namespace ActorMesh.Hocon.Mesh.Values;

/// <summary>Why a text is not the value that it should be.</summary>
/// <param name="Message">What is wrong, in one sentence without a full stop.</param>
/// <param name="Hint">What to write instead.</param>
public sealed record ValueProblem(ValueProblemKind Kind, string Message, string Hint)
{
    public override string ToString() => $"{Message}; {Hint}";
}
