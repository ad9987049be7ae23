namespace ActorMesh.DataPlane.Endpoints;

/// <summary>How connections to endpoints are made and kept.</summary>
/// <param name="ConnectTimeout">Patience for TCP. Default 5 s.</param>
/// <param name="IdleTimeout">How long a connection without requests is kept. Default 30 s: below the keep-alive of common servers, which otherwise close it just as it is used again.</param>
/// <param name="RequestsPerConnectionMax">Requests after which a connection is closed; 0 means no limit.</param>
public sealed record PoolSettings(TimeSpan ConnectTimeout, TimeSpan IdleTimeout, int RequestsPerConnectionMax = 0)
{
    public static PoolSettings Default { get; } = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
}
