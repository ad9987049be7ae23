namespace ActorMesh.ControlPlane.Registry;

/// <summary>Where callers find a proxy that registered itself: it is an endpoint of its service as long as it lives.</summary>
/// <param name="Address">An IP address.</param>
/// <param name="Labels">What versions select by.</param>
/// <param name="Weight">1..128; the share among all of the service.</param>
public sealed record Registration(
    string Service, string ProxyId, string Address, int Port, string? Zone, int Weight, IReadOnlyDictionary<string, string> Labels);
