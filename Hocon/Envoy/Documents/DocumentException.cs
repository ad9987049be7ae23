using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Envoy.Documents;

/// <summary>The text is no document at all, so reading cannot go on. Never leaves the reader.</summary>
internal sealed class DocumentException(SourcePosition position, string message, string? hint = null) : Exception(message)
{
    public SourcePosition Position { get; } = position;

    public string? Hint { get; } = hint;
}
