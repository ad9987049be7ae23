namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Which address of a connection.</summary>
internal enum AddressKind : byte
{
    /// <summary>What the client connected to.</summary>
    Destination,
    /// <summary>The other end.</summary>
    Peer,
    /// <summary>The other end, or whom trusted proxies noted.</summary>
    Client,
}
