namespace ActorMesh.DataPlane.Http.Http1;

/// <summary>What a reader made of the bytes it was given.</summary>
public enum ReadStep : byte
{
    /// <summary>Nothing yet: keep the bytes that were not consumed and come back with more.</summary>
    NeedMore,
    /// <summary>The reader's part holds something to pass on.</summary>
    Part,
    /// <summary>The message is not valid; the connection cannot be used further.</summary>
    Failed,
}
