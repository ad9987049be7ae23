using ActorMesh.Hocon.Reading;

namespace ActorMesh.Hocon.Importing;

/// <summary>Where a field of another format stands.</summary>
/// <param name="File">As the user named it.</param>
/// <param name="Path">As in <c>VirtualService/orders spec.http[0].timeout</c>.</param>
internal readonly record struct ImportPlace(string File, SourcePosition Position, string Path)
{
    public override string ToString() => $"{File}:{Position}";
}
