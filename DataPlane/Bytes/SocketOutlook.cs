namespace ActorMesh.DataPlane.Bytes;

/// <summary>What lies next on a socket, without taking it.</summary>
public enum SocketOutlook : byte
{
    /// <summary>Nothing yet. A wait may end although nothing came: an event that was already dealt with is told again.</summary>
    Nothing,
    Bytes,
    /// <summary>The peer has ended its side.</summary>
    End,
    /// <summary>The connection was reset or failed.</summary>
    Broken,
}
