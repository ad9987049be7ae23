namespace ActorMesh.Hocon.Reading;

/// <summary>What an edit came to.</summary>
/// <param name="File">The file after it; unchanged when it was refused.</param>
/// <param name="Refusal">Why it was refused; null when it was done.</param>
public sealed record ConfigEdit(SourceFile File, Diagnostic? Refusal)
{
    public bool IsDone => Refusal is null;
}
