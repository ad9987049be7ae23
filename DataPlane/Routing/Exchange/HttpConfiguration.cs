using ActorMesh.DataPlane.Http;
using Google.Protobuf;

namespace ActorMesh.DataPlane.Routing.Exchange;

/// <summary>Everything that an HTTP listener is configured with, compiled. Immutable.</summary>
public sealed record HttpConfiguration(string StatPrefix, ServerSettings Server, HttpConnectionSettings Connection, RouteTable Routes)
{
    /// <summary>Who may do what: equal where that is the same.</summary>
    public ByteString Access { get; init; } = ByteString.Empty;
}
