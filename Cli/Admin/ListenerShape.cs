namespace ActorMesh.Cli.Admin;

/// <summary>One listener as <c>/listeners</c> shows it.</summary>
/// <param name="Address">Really bound; the configured port may have been 0.</param>
/// <param name="Protocol">http or tcp.</param>
/// <param name="State">active or draining.</param>
/// <param name="Tls">How connections began; null where nobody looks at that.</param>
/// <param name="Source">Where it is configured.</param>
internal sealed record ListenerShape(
    string Name, string Address, string Protocol, string StatPrefix, string State, ListenerShape.ConnectionsShape Connections, ListenerShape.TlsShape? Tls, string? Source)
{
    /// <param name="Active">Open now.</param>
    /// <param name="Total">Accepted since the start.</param>
    /// <param name="Silent">Of the active ones, those that hold no stream because nothing moves on them.</param>
    /// <param name="Refused">Closed at once because there were too many.</param>
    internal sealed record ConnectionsShape(int Active, int Silent, long Total, long Refused);

    /// <param name="Handshakes">That went well.</param>
    /// <param name="Failures">Handshakes that failed.</param>
    /// <param name="Plain">Let in without mutual TLS: while it rises, <c>mtls.mode = strict</c> would lock somebody out.</param>
    /// <param name="PlainRefused">Without TLS, and closed for that.</param>
    internal sealed record TlsShape(long Handshakes, long Failures, long Plain, long PlainRefused);
}
