namespace ActorMesh.DataPlane.Resilience.Probing;

/// <summary>How a name is like a text.</summary>
public enum NameFit : byte
{
    Exact,
    Prefix,
    Suffix,
    Contains,
}
