using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes;

/// <summary>Takes connections from a listening socket and hands each to its owner, on the thread that noticed it.</summary>
/// <remarks>Out of file descriptors it pauses instead of spinning: the owner resumes it a little later.</remarks>
public abstract class SocketAcceptor
{
    /// <summary>As many as a listening socket's queue holds: whoever connects faster than that can't keep it open.</summary>
    private const int TakenAtCloseMax = 4096;

    /// <summary>Accepts until it is closed or an error calls for a pause.</summary>
    public abstract void Run();

    /// <summary>
    /// Hands over the connections that wait, then closes the listening socket, which is done on return; the owner is told once no more
    /// connections will come.
    /// </summary>
    /// <remarks>A client whose connection waits has been told by the kernel that it is connected, and would be reset.</remarks>
    public abstract void Close();

    protected static void TakeWaiting(Socket listening, IAcceptorOwner owner)
    {
        try
        {
            listening.Blocking = false;
            for (var taken = 0; taken < TakenAtCloseMax; taken++) owner.OnAccepted(listening.Accept());
        }
        catch (SocketException)
        {
            // None is left, or no descriptor for it.
        }
        catch (ObjectDisposedException)
        {
            // Closed by another hand.
        }
    }
}
