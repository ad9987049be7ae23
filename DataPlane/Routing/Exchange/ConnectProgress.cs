namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>Where the wait for an upstream connection stands.</summary>
internal enum ConnectProgress : byte
{
    Waiting,
    /// <summary>A place became free: the connection is yet to be opened.</summary>
    FreePlace,
    Ready,
    Failed,
}
