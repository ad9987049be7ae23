using ActorMesh.Hocon.Mesh.Policies;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>A service: who it is, where its replicas are, whom it calls, and what holds for requests to it.</summary>
/// <param name="Span">Its key in the file.</param>
/// <param name="Port">What its callers' sidecars dial: its own sidecar listens there.</param>
/// <param name="AppPort">Where the application itself listens, on loopback.</param>
/// <param name="LocalPort">Where callers find it on their own localhost; null: chosen by the compiler.</param>
/// <param name="Endpoints">Addresses of its replicas. Written out, or <c>name:port</c> when the file says nothing.</param>
/// <param name="EndpointsDns">Set when replicas are found by one DNS name; then <paramref name="Endpoints"/> is empty.</param>
/// <param name="Policies">Effective for requests to this service that match no route of its own.</param>
/// <param name="Routes">In the order of the file, which is the order of matching. Empty: everything goes to all endpoints.</param>
/// <param name="Layers">What the effective values come from, least important first: built-in, mesh.defaults, the service. Each has the keys of <c>mesh.defaults</c>.</param>
public sealed record Service(
    string Name,
    SourceSpan Span,
    Setting<int> Port,
    Setting<int> AppPort,
    Setting<int?> LocalPort,
    IReadOnlyList<Endpoint> Endpoints,
    EndpointsDns? EndpointsDns,
    IReadOnlyList<ServiceVersion> Versions,
    IReadOnlyList<Call> Calls,
    Exposure? Exposure,
    RunSettings? Run,
    PolicySet Policies,
    IReadOnlyList<Route> Routes,
    IReadOnlyList<ConfigObject> Layers)
{
    public ServiceVersion? FindVersion(string name) => Versions.FirstOrDefault(version => version.Name == name);

    /// <summary>Path in the file, as in <c>services.orders</c>.</summary>
    public string Path => $"services.{Name}";
}
