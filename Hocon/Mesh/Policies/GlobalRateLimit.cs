namespace ActorMesh.Hocon.Mesh.Policies;

/// <summary>Token bucket for the whole mesh, kept by a coordinator.</summary>
/// <param name="OnError"><c>allow</c> or <c>deny</c> while the coordinator can't be asked.</param>
public sealed record GlobalRateLimit(Setting<string> Domain, Setting<double> Rate, Setting<int> Burst, Setting<string> Key, Setting<string> OnError)
{
    internal static GlobalRateLimit? Read(Layers layers) => layers.IsOn
        ? new(layers.Text("domain"), layers.Rate("rate"), layers.Count("burst"), layers.Text("key"), layers.Text("on-error"))
        : null;
}
