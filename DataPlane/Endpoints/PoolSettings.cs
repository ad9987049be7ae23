using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Endpoints;

/// <summary>How connections to endpoints are made, used and kept.</summary>
/// <param name="ConnectTimeout">Patience for TCP. Default 5 s.</param>
/// <param name="IdleTimeout">How long a connection without requests is kept. Default 30 s: below the keep-alive of common servers, which otherwise close it just as it is used again.</param>
/// <param name="RequestsPerConnectionMax">Requests after which a connection is closed; 0 means no limit.</param>
public sealed record PoolSettings(TimeSpan ConnectTimeout, TimeSpan IdleTimeout, int RequestsPerConnectionMax = 0)
{
    public static PoolSettings Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

    /// <summary>Age at which a connection gets no further request. Infinite by default.</summary>
    public TimeSpan ConnectionDurationMax { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How long a request to this cluster may last in all, whatever its route says. Infinite by default.</summary>
    public TimeSpan StreamDurationMax { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How large the head of an answer may be; beyond it: 502.</summary>
    public MessageLimits AnswerLimits { get; init; } = MessageLimits.Default;

    /// <summary>Bytes that one read takes at most, which is what a connection holds. Default 64 KiB.</summary>
    public int ReadBytesMax { get; init; } = ByteBuffer.LargeSize;

    /// <summary>Null: connections are plain.</summary>
    public ClientTls? Tls { get; init; }

    /// <summary>TCP keepalive; null leaves it off.</summary>
    public SocketKeepAlive? KeepAlive { get; init; }
}
