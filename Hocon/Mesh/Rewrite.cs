using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>Changes path and host before the request goes on. Null keeps.</summary>
/// <param name="PathPrefix">Takes the place of the matched prefix or path.</param>
/// <param name="Regex">With <paramref name="Substitution"/>: what is replaced in the path.</param>
public sealed record Rewrite(
    SourceSpan Span, Setting<string?> PathPrefix, Setting<string?> Regex, Setting<string?> Substitution, Setting<string?> Host)
{
    public bool ChangesPath => PathPrefix.Value is not null || Regex.Value is not null;
}
