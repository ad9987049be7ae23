namespace ActorMesh.Cli.Admin;

/// <summary>One listener as <c>/listeners</c> shows it.</summary>
/// <param name="Address">Really bound; the configured port may have been 0.</param>
/// <param name="Protocol">http or tcp.</param>
/// <param name="State">active or draining.</param>
/// <param name="Source">Where it is configured.</param>
internal sealed record ListenerShape(
    string Name, string Address, string Protocol, string StatPrefix, string State, ListenerShape.ConnectionsShape Connections, string? Source)
{
    /// <param name="Active">Open now.</param>
    /// <param name="Total">Accepted since the start.</param>
    /// <param name="Silent">Of the active ones, those that hold no stream because nothing moves on them.</param>
    /// <param name="Refused">Closed at once because there were too many.</param>
    internal sealed record ConnectionsShape(int Active, int Silent, long Total, long Refused);
}
