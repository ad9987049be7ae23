namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>Where in the value a text has to stand.</summary>
internal enum TextFit : byte
{
    Exact,
    Prefix,
    Suffix,
    Contains,
}
