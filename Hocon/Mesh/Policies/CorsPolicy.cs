namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Lets browsers of other sites call.</summary>
public sealed record CorsPolicy(
    Setting<IReadOnlyList<string>> AllowOrigins,
    Setting<IReadOnlyList<string>> AllowMethods,
    Setting<IReadOnlyList<string>> AllowHeaders,
    Setting<IReadOnlyList<string>> ExposeHeaders,
    Setting<TimeSpan?> MaxAge,
    Setting<bool> AllowCredentials);
