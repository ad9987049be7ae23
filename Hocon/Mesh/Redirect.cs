using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>Sends the client elsewhere.</summary>
/// <param name="Status">301, 302, 303, 307 or 308.</param>
public sealed record Redirect(
    SourceSpan Span, Setting<string?> Scheme, Setting<string?> Host, Setting<int?> Port, Setting<string?> Path, Setting<string?> PathPrefix, Setting<int> Status);
