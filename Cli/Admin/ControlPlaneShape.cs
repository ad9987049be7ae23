using ActorMesh.DataPlane.Configuration.Discovery;

namespace ActorMesh.Cli.Admin;

/// <summary>What <c>/server_info</c> says of the control plane that a sidecar follows.</summary>
/// <param name="Since">When it was connected, or lost.</param>
/// <param name="Identifier">What it last said of itself.</param>
/// <param name="KeptAt">When what runs was kept on disk, while nothing newer has come.</param>
/// <param name="NotKept">Why what runs is not kept on disk.</param>
internal sealed record ControlPlaneShape(
    string Server, bool Connected, DateTimeOffset Since, DateTimeOffset? AnsweredAt, string Identifier, DateTimeOffset? KeptAt, string? NotKept, string? LastError,
    long StaleAnswers, IReadOnlyList<string> Warming, IReadOnlyList<ControlPlaneShape.TypeShape> Types)
{
    public static ControlPlaneShape Of(DiscoveryStatus status) => new(
        status.Server, status.IsConnected, status.Since, status.AnsweredAt, status.Identifier, status.KeptAt, status.NotKept, status.LastError, status.StaleAnswers, status.Warming,
        [.. status.Types.Select(type => new TypeShape(type.Type.Service, type.Version, type.Accepted, type.Refused))]);

    /// <param name="Refused">Name to reason, of what was sent and is not run.</param>
    internal sealed record TypeShape(string Type, string Version, int Resources, IReadOnlyDictionary<string, string> Refused);
}
