namespace ActorMesh.DataPlane.Endpoints;

/// <summary>How much of everything the requests of one priority may use at a time (Envoy's <c>circuit_breakers.thresholds</c>).</summary>
/// <param name="Connections">Open or being opened. Default 1024, as in Envoy.</param>
/// <param name="Pending">Requests that wait for a connection. Default 1024.</param>
/// <param name="Requests">Requests in flight, waiting ones included. Default 1024.</param>
public sealed record ClusterThresholds(int Connections = 1024, int Pending = 1024, int Requests = 1024);
