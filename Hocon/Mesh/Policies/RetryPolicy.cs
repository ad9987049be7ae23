using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>When a request is tried again.</summary>
/// <param name="MaxAttempts">Total tries, the first one included; 1 is no retry.</param>
/// <param name="On">Conditions and status codes, as in <c>connect-failure</c>, <c>503</c>, <c>unavailable</c>.</param>
/// <param name="RetriableHeaders">Signs in an answer's headers that ask for another try.</param>
/// <param name="Methods">Only these are retried once bytes were sent.</param>
/// <param name="OriginMark">Whoever gives up says so, and whoever reads that does not try again.</param>
/// <param name="Jitter"><c>full</c> or <c>none</c>.</param>
/// <param name="Budget">Null: unlimited.</param>
public sealed record RetryPolicy(
    Setting<int> MaxAttempts,
    Setting<IReadOnlyList<string>> On,
    IReadOnlyList<HeaderSign> RetriableHeaders,
    Setting<IReadOnlyList<string>> Methods,
    Setting<bool> OriginMark,
    Setting<TimeSpan> BackoffBase,
    Setting<TimeSpan> BackoffMax,
    Setting<string> Jitter,
    RetryBudget? Budget)
{
    internal static RetryPolicy Read(Layers layers)
    {
        var backoff = layers.Section("backoff");
        return new RetryPolicy(
            layers.Count("max-attempts"), layers.Texts("on"), Signs(layers.Texts("retriable-headers").Value), layers.Texts("methods"),
            layers.Switch("origin-mark"), backoff.Duration("base"), backoff.Duration("max"), backoff.Text("jitter"),
            RetryBudget.Read(layers.Section("budget")));
    }

    private static IReadOnlyList<HeaderSign> Signs(IReadOnlyList<string> texts) =>
        [.. texts.Select(text => HeaderSign.TryParse(text, out var sign) ? sign : throw new InvalidOperationException(text))];
}
