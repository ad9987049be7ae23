using ActorMesh.DataPlane.Endpoints;

namespace ActorMesh.DataPlane.Clusters;

/// <summary>One configured endpoint, its address still a text: a literal, or a name to resolve.</summary>
/// <param name="Host">IP literal or DNS name.</param>
/// <param name="Hostname">What the endpoint is called in requests, where configured.</param>
/// <param name="HashKey">What consistent hashing hashes instead of the address, where configured.</param>
public sealed record ClusterSource(
    string Host, int Port, int Weight, int Priority, Locality Locality, EndpointHealth Health, string Hostname, string? HashKey);
