namespace ActorMesh.DataPlane.Bytes.Epoll;

/// <summary>A socket that a <see cref="Poller"/> watches.</summary>
internal interface IPolled
{
    /// <summary>Names its registration; set by the poller before anything is told.</summary>
    long Token { get; set; }

    /// <summary>Something happened on it. Called on the poller's thread; must neither block nor throw.</summary>
    void OnEvents(EpollEvents events);
}
