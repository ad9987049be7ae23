using ActorMesh.Runtime.Contracts;

namespace ActorMesh.Cli.Control;

/// <summary>Where a node keeps what a restart needs. For its owner only: the mesh is in it.</summary>
internal static class StateFolder
{
    /// <exception cref="IOException">It cannot be made; the message says why and what to do.</exception>
    public static void Make(string path)
    {
        try
        {
            OwnerFolder.Make(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the state folder {path} cannot be made: {e.Message}; --state names another", e);
        }
    }
}
