namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>Where keys are fetched from.</summary>
/// <param name="Address">An http or https address, or the full path of a file.</param>
/// <param name="Refresh">How long they are good before they are asked for again.</param>
public sealed record KeyOrigin(string Address, TimeSpan Refresh)
{
    public bool IsFile => Path.IsPathFullyQualified(Address);
}
