namespace ActorMesh.DataPlane.Routing.Matching;

/// <summary>How much of the path a text has to be.</summary>
internal enum LiteralPathKind : byte
{
    Exact,
    Prefix,
    /// <summary>The whole path, or all of it up to a slash.</summary>
    SeparatedPrefix,
}
