namespace ActorMesh.DataPlane.Listening;

/// <summary>What came of the beginning of a client connection.</summary>
internal enum OpeningEnd : byte
{
    /// <summary>The client left before it said anything.</summary>
    Gone,
    Secured,
    Plain,
    Failed,
    PlainRefused,
    Unmatched,
    Late,
    SecretsNotReady,
}
