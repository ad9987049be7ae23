namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Lets browsers of other sites call.</summary>
public sealed record CorsPolicy(
    Setting<IReadOnlyList<string>> AllowOrigins,
    Setting<IReadOnlyList<string>> AllowMethods,
    Setting<IReadOnlyList<string>> AllowHeaders,
    Setting<IReadOnlyList<string>> ExposeHeaders,
    Setting<TimeSpan?> MaxAge,
    Setting<bool> AllowCredentials)
{
    internal static CorsPolicy? Read(Layers layers) => layers.IsOn
        ? new(
            layers.Texts("allow-origins"), layers.Texts("allow-methods"), layers.Texts("allow-headers"), layers.Texts("expose-headers"),
            layers.DurationOrOff("max-age"), layers.Switch("allow-credentials"))
        : null;
}
