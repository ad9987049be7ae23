using ActorMesh.DataPlane.Http;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>Everything that an HTTP listener is configured with, compiled. Immutable.</summary>
public sealed record HttpConfiguration(string StatPrefix, ServerSettings Server, HttpConnectionSettings Connection, RouteTable Routes);
