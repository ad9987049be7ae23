using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Mesh;

/// <summary>Headers to set, add and remove.</summary>
public sealed record HeaderChanges(
    SourceSpan Span,
    IReadOnlyList<KeyValuePair<string, string>> RequestSet,
    IReadOnlyList<KeyValuePair<string, string>> RequestAdd,
    IReadOnlyList<string> RequestRemove,
    IReadOnlyList<KeyValuePair<string, string>> ResponseSet,
    IReadOnlyList<KeyValuePair<string, string>> ResponseAdd,
    IReadOnlyList<string> ResponseRemove);
