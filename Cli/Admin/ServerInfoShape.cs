namespace ActorMesh.Cli.Admin;

/// <summary>What <c>/server_info</c> answers.</summary>
internal sealed record ServerInfoShape(
    string Version, string State, long UptimeSec, ServerInfoShape.NodeShape? Node, ServerInfoShape.ConfigShape Config, ServerInfoShape.OptionsShape Options,
    ControlPlaneShape? ControlPlane = null)
{
    internal sealed record NodeShape(string Id, string Cluster, string Zone);

    internal sealed record ConfigShape(string File, int Version, DateTimeOffset AcceptedAt, long AgeSec, RefusalShape? LastRefusal);

    internal sealed record RefusalShape(DateTimeOffset At, IReadOnlyList<string> Problems);

    /// <param name="Seed">As text: JSON readers lose digits of numbers this long.</param>
    internal sealed record OptionsShape(int ConnectionsMax, string DrainLimit, string Seed);
}
