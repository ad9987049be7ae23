namespace ActorMesh.DataPlane.Bytes.Epoll;

/// <summary>What epoll is asked for and tells (Linux, epoll_ctl(2)).</summary>
[Flags]
internal enum EpollEvents : uint
{
    None = 0,
    Readable = 0x001,
    /// <summary>The peer has sent urgent data, at which a read stops although more lies behind it.</summary>
    Urgent = 0x002,
    Writable = 0x004,
    Error = 0x008,
    HungUp = 0x010,
    /// <summary>The peer has ended its side.</summary>
    PeerEnded = 0x2000,
    /// <summary>Told once for each change, not as long as the state lasts.</summary>
    EdgeTriggered = 0x8000_0000,
}
