using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>What a request must be like. Whatever is null or empty matches everything.</summary>
/// <param name="Path">Exactly this path.</param>
/// <param name="PathPrefix">The path starts with it, on a boundary: <c>/api</c> matches <c>/api</c> and <c>/api/x</c>, not <c>/apix</c>.</param>
/// <param name="PathRegex">The whole path matches this (RE2 subset).</param>
public sealed record RouteMatch(
    SourceSpan Span,
    Setting<string?> Path,
    Setting<string?> PathPrefix,
    Setting<string?> PathRegex,
    Setting<IReadOnlyList<string>> Methods,
    IReadOnlyList<ValueMatch> Headers,
    IReadOnlyList<ValueMatch> Query);
