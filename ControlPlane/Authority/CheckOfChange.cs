using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>What was found about the mesh of a command, beside what runs. It takes as long as the mesh is large, so it is had off the actor.</summary>
/// <param name="Unsound">Why there is nothing to look at; null when there is.</param>
/// <param name="IsTooLarge">That is why.</param>
internal sealed record CheckOfChange(LookedAt Found, LookedAt Running, string? Unsound = null, bool IsTooLarge = false)
{
    public static CheckOfChange Failed(Exception cause) => new(LookedAt.Nothing, LookedAt.Nothing, $"the mesh could not be checked: {cause.Message}");

    /// <param name="running">What runs; null when nothing does.</param>
    /// <param name="known">What was found about a mesh before.</param>
    public static CheckOfChange Of(MeshDocument document, MeshDocument? running, LookedAt known)
    {
        try
        {
            return new CheckOfChange(LookedAt.Of(document), running is null ? LookedAt.Nothing : running.Hash.Equals(known.Hash) ? known : LookedAt.Of(running));
        }
        catch (MeshDocumentException e)
        {
            return new CheckOfChange(LookedAt.Nothing, LookedAt.Nothing, e.Message, e.IsTooLarge);
        }
    }
}
