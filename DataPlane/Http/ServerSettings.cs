namespace ActorMesh.DataPlane.Http;

/// <summary>How clients of one listener are served.</summary>
/// <param name="Limits">How large a request head may be.</param>
/// <param name="HeadTimeout">From the first byte of a request to the end of its head; 408 after that. Default 10 s.</param>
/// <param name="IdleTimeout">How long a connection may lie between requests. Default 1 h, as in Envoy.</param>
/// <param name="ParkAfter">Silence after which a connection gives its stream back, until bytes come. Default 1 s.</param>
/// <param name="CloseDelay">How long the rest of a refused request is read and dropped, so that the answer is not lost to a reset. Default 1 s.</param>
/// <param name="RequestsPerConnectionMax">Requests after which a connection is closed; 0 means no limit.</param>
/// <param name="EnableTrailers">Whether clients get the trailer fields of chunked answers.</param>
public sealed record ServerSettings(
    MessageLimits Limits,
    TimeSpan HeadTimeout,
    TimeSpan IdleTimeout,
    TimeSpan ParkAfter,
    TimeSpan CloseDelay,
    int RequestsPerConnectionMax = 0,
    bool EnableTrailers = false)
{
    /// <summary>Age after which a connection ends with its next answer. Infinite by default.</summary>
    public TimeSpan ConnectionDurationMax { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long a silent connection that is to end waits for a request that is on its way already. Default 1 s: Envoy's 5 s are for peers
    /// that must first hear of it, while a client of HTTP/1.1 is told with its answer.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(1);

    public static ServerSettings Default { get; } =
        new(MessageLimits.Default, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
}
