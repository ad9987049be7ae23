namespace ActorMesh.Cli.Control.Shapes;

/// <summary>How the mesh stands, as one control node sees it.</summary>
/// <param name="Node">Its name.</param>
/// <param name="ProgramVersion">What it runs.</param>
/// <param name="Notes">What is wrong with the control plane itself, a sentence each.</param>
internal sealed record StatusShape(
    string ApiVersion,
    string Kind,
    string Node,
    string ProgramVersion,
    DateTimeOffset At,
    PublicationShape Mesh,
    IReadOnlyList<MemberShape> Members,
    IReadOnlyList<ProxyShape> Proxies,
    IReadOnlyList<string> Notes)
{
    /// <summary>Null before a leader told.</summary>
    public SpreadShape? Spread { get; init; }
}
