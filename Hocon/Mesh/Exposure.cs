using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary><c>expose</c>: requests from outside the mesh enter here.</summary>
/// <param name="Host">Which host names; <c>*</c> is all.</param>
/// <param name="PathPrefix">Which paths.</param>
/// <param name="Port">Where the sidecar listens for them.</param>
/// <param name="TlsCertificate">PEM file for TLS towards clients, with <paramref name="TlsKey"/>; null: plain.</param>
public sealed record Exposure(
    SourceSpan Span, Setting<string> Host, Setting<string> PathPrefix, Setting<int> Port, Setting<string?> TlsCertificate, Setting<string?> TlsKey)
{
    /// <summary>What clients speak to it.</summary>
    public string Scheme => TlsCertificate.Value is null ? "http" : "https";
}
