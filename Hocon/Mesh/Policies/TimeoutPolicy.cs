namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Bounded patience. Null is off: no bound.</summary>
/// <param name="Request">The whole exchange, all tries and waits included.</param>
/// <param name="PerTry">One try.</param>
/// <param name="PerTryIdle">Silence within one try.</param>
/// <param name="MaxDuration">The whole exchange, whatever still flows.</param>
/// <param name="Idle">Silence on a connection or a stream.</param>
/// <param name="Connect">Until a new connection to an endpoint stands.</param>
/// <param name="PropagateDeadline">Whether the remaining time is told to the callee.</param>
/// <param name="FromHeaders">What a request may say of its own policies: <c>off</c>, <c>tighten</c> or <c>any</c>.</param>
public sealed record TimeoutPolicy(
    Setting<TimeSpan?> Request,
    Setting<TimeSpan?> PerTry,
    Setting<TimeSpan?> PerTryIdle,
    Setting<TimeSpan?> MaxDuration,
    Setting<TimeSpan?> Idle,
    Setting<TimeSpan> Connect,
    Setting<bool> PropagateDeadline,
    Setting<string> FromHeaders)
{
    internal static TimeoutPolicy Read(Layers layers) => new(
        layers.DurationOrOff("request"), layers.DurationOrOff("per-try"), layers.DurationOrOff("per-try-idle"), layers.DurationOrOff("max-duration"),
        layers.DurationOrOff("idle"), layers.Duration("connect"), layers.Switch("propagate-deadline"), layers.Text("from-headers"));
}
