namespace ActorMesh.Cli.Sidecars;

/// <summary>What <c>sidecar --check -o json</c> prints.</summary>
internal sealed record FindingList(string ApiVersion, string Kind, IReadOnlyList<Finding> Findings)
{
    public static FindingList Of(ConfigurationReading reading) => new("actormesh/v1", "Findings", [.. reading.Diagnostics.Select(Finding.Of)]);
}
