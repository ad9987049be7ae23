namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Token bucket in each sidecar by itself.</summary>
/// <param name="Rate">Requests per second.</param>
/// <param name="Key"><c>client-ip</c>, <c>header:NAME</c>, <c>caller</c>, or <c>none</c>: one bucket for all.</param>
public sealed record LocalRateLimit(Setting<double> Rate, Setting<int> Burst, Setting<string> Key)
{
    internal static LocalRateLimit? Read(Layers layers) => layers.IsOn ? new(layers.Rate("rate"), layers.Count("burst"), layers.Text("key")) : null;
}
