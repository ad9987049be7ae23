namespace ActorMesh.DataPlane.Bytes;

/// <summary>Takes connections from a listening socket and hands each to its owner, on the thread that noticed it.</summary>
/// <remarks>Out of file descriptors it pauses instead of spinning: the owner resumes it a little later.</remarks>
public abstract class SocketAcceptor
{
    /// <summary>Accepts until it is closed or an error calls for a pause.</summary>
    public abstract void Run();

    /// <summary>Closes the listening socket; the owner is told once no more connections will come.</summary>
    public abstract void Close();
}
