namespace ActorMesh.DataPlane.Bytes;

/// <summary>What a listener is told of a client connection.</summary>
public enum ClientEvent : byte
{
    Ended,
    /// <summary>It has fallen silent and has no stream now.</summary>
    Parked,
    /// <summary>Something came on it while it was parked: it needs a stream again.</summary>
    Woken,
}
