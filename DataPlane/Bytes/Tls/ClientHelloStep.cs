namespace ActorMesh.DataPlane.Bytes.Tls;

/// <summary>What the first bytes of a connection are.</summary>
public enum ClientHelloStep : byte
{
    /// <summary>The beginning of a hello, or nothing yet.</summary>
    NeedMore,
    Whole,
    NotTls,
}
