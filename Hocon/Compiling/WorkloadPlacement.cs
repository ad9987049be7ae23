using System.Net;

namespace ActorMesh.Hocon.Compiling;

/// <summary>Where one workload's sidecar and application listen.</summary>
/// <param name="Inbound">The sidecar, for other sidecars.</param>
/// <param name="App">The application; the sidecar hands requests to it.</param>
/// <param name="Admin">The sidecar's admin API.</param>
/// <param name="Ingress">The sidecar, for clients outside the mesh; null when the service is not exposed.</param>
/// <param name="SharedOutbound">The sidecar, for its application: HTTP whose Host names the callee. Null when it calls nobody.</param>
/// <param name="Outbound">The sidecar, for its application: one address for each callee, in the order of <c>calls</c>.</param>
public sealed record WorkloadPlacement(
    IPEndPoint Inbound,
    DnsEndPoint App,
    IPEndPoint Admin,
    IPEndPoint? Ingress,
    IPEndPoint? SharedOutbound,
    IReadOnlyList<(string Callee, IPEndPoint Address)> Outbound);
