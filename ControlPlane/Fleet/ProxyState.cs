using ActorMesh.ControlPlane.Registry;
using ActorMesh.ControlPlane.Resources;

namespace ActorMesh.ControlPlane.Fleet;

/// <summary>What a control node knows of a proxy that is connected to it.</summary>
/// <param name="Agent">What it is, for instance <c>actormesh/0.3.0</c> or <c>gRPC Go/1.58.0</c>.</param>
/// <param name="Types">By type URL: how far it is with each.</param>
public sealed record ProxyState(
    ProxyIdentity Proxy, string Agent, DateTimeOffset Since, Registration? Registration, IReadOnlyDictionary<string, TypeState> Types)
{
    /// <summary>Why it gets nothing new, for instance because the mesh has no such service; null when all is well.</summary>
    public string? Problem { get; init; }
}
