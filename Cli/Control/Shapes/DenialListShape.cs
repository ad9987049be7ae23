namespace ActorMesh.Cli.Control.Shapes;

/// <summary>Those who are let in nowhere, the oldest first; or the one that a command was about.</summary>
internal sealed record DenialListShape(string ApiVersion, string Kind, IReadOnlyList<DenialShape> Denied)
{
    /// <summary>Whom a denial does not stop, of the command that denies; null otherwise.</summary>
    public IReadOnlyList<string>? Remarks { get; init; }
}
