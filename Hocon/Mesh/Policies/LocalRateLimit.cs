namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Token bucket in each sidecar by itself.</summary>
/// <param name="Rate">Requests per second.</param>
/// <param name="Key"><c>client-ip</c>, <c>header:NAME</c>, <c>caller</c>, or <c>none</c>: one bucket for all.</param>
/// <param name="Mode"><c>enforce</c>, or <c>observe</c>: nothing is refused.</param>
/// <param name="Headers"><c>x-ratelimit</c> or <c>off</c>.</param>
public sealed record LocalRateLimit(
    Setting<double> Rate, Setting<int> Burst, Setting<string> Key, Setting<string> Mode, Setting<string> Headers)
{
    internal static LocalRateLimit? Read(Layers layers) => layers.IsOn
        ? new(layers.Rate("rate"), layers.Count("burst"), layers.Text("key"), layers.Text("mode"), layers.Text("headers"))
        : null;
}
