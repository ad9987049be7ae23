using ActorMesh.ControlPlane.Documents;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>What was found about the mesh of a command, beside what runs. It takes as long as the mesh is large, so it is had off the actor.</summary>
/// <param name="Unsound">Why there is nothing to look at; null when there is.</param>
/// <param name="IsTooLarge">That is why.</param>
internal sealed record CheckOfChange(IReadOnlyList<Problem> Found, IReadOnlyList<Problem> Running, string? Unsound = null, bool IsTooLarge = false)
{
    public static CheckOfChange Failed(Exception cause) => new([], [], $"the mesh could not be checked: {cause.Message}");

    /// <param name="running">What runs; null when nothing does, or when it does not matter.</param>
    /// <param name="known">What is known about it already; null for nothing.</param>
    public static CheckOfChange Of(MeshDocument document, MeshDocument? running, IReadOnlyList<Problem>? known)
    {
        try
        {
            return new CheckOfChange(CheckedDocument.Of(document).Problems, known ?? (running is null ? [] : CheckedDocument.Of(running).Problems));
        }
        catch (MeshDocumentException e)
        {
            return new CheckOfChange([], [], e.Message, e.IsTooLarge);
        }
    }
}
