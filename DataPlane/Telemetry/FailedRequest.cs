using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Telemetry;

/// <summary>A request that the proxy answered itself or cut off, and why: what the admin API shows.</summary>
/// <param name="Method">As sent; empty when unknown.</param>
/// <param name="Details">Stable code of the reason, such as <c>no_healthy_upstream</c>.</param>
/// <param name="Explanation">The same for people.</param>
public sealed record FailedRequest(
    DateTimeOffset Time, string Listener, string Method, string Authority, string Path, int Status, ResponseFlag Flags,
    string Details, string Explanation, string? Route, string? Cluster, string? Endpoint, TimeSpan Duration);
