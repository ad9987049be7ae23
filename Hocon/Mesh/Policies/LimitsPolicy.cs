namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>What a message may weigh. Bytes.</summary>
/// <param name="MaxRequestBody">Null: no bound.</param>
/// <param name="MaxRetryBuffer">A request whose body is larger is not retried.</param>
public sealed record LimitsPolicy(Setting<long?> MaxRequestBody, Setting<long> MaxHeaders, Setting<long> MaxRetryBuffer)
{
    internal static LimitsPolicy Read(Layers layers) => new(layers.SizeOrOff("max-request-body"), layers.Size("max-headers"), layers.Size("max-retry-buffer"));
}
