namespace ActorMesh.ControlPlane.Registry;

/// <summary>How long and how many.</summary>
public sealed record RegistrySettings
{
    public static readonly RegistrySettings Default = new();

    /// <summary>How long a proxy that nobody sees stays an endpoint.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A control node that was silent for longer sees nobody any more.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a node repeats that a proxy left, so that all others hear of it.</summary>
    public TimeSpan GoneKept { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Of one node. Who comes later is refused.</summary>
    public int ProxiesMax { get; init; } = 10_000;

    public int LabelsMax { get; init; } = 32;

    /// <summary>Of a name, a zone, the key or the value of a label; in characters.</summary>
    public int TextMax { get; init; } = 253;
}
