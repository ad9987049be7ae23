namespace ActorMesh.DataPlane.Bytes.Tls.OpenSsl;

/// <summary>What a call came to.</summary>
internal enum SslStep : byte
{
    Done,
    /// <summary>It goes on when the wire has something to read.</summary>
    WantsToRead,
    /// <summary>It goes on when the wire takes bytes again.</summary>
    WantsToWrite,
    /// <summary>The peer has said that nothing more comes.</summary>
    Ended,
    Failed,
}
