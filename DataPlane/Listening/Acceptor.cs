using System.Net.Sockets;

namespace ActorMesh.DataPlane.Listening;

/// <summary>Takes connections from a listening socket and hands each to its owner, on the thread that noticed it.</summary>
/// <remarks>Out of file descriptors, it pauses instead of spinning: the owner resumes it a little later.</remarks>
internal sealed class Acceptor : SocketAsyncEventArgs
{
    private readonly Socket _listening;
    private readonly Action<Socket> _onAccepted;
    private readonly Action<SocketError> _onPaused;
    private readonly Action _onClosed;

    /// <param name="listening">The socket; closing it ends the acceptor.</param>
    /// <param name="onAccepted">Gets each connection.</param>
    /// <param name="onPaused">Accepting failed for now: call <see cref="Run"/> again after a while.</param>
    /// <param name="onClosed">The socket was closed, and every connection that it had given was handed over before.</param>
    public Acceptor(Socket listening, Action<Socket> onAccepted, Action<SocketError> onPaused, Action onClosed)
        : base(true)
    {
        _listening = listening;
        _onAccepted = onAccepted;
        _onPaused = onPaused;
        _onClosed = onClosed;
    }

    /// <summary>Accepts until the socket is closed or an error calls for a pause.</summary>
    public void Run()
    {
        try
        {
            do AcceptSocket = null;
            while (!_listening.AcceptAsync(this) && TakeResult());
        }
        catch (ObjectDisposedException)
        {
            _onClosed();
        }
    }

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        if (TakeResult()) Run();
    }

    private bool TakeResult()
    {
        switch (SocketError)
        {
            case SocketError.Success:
                _onAccepted(AcceptSocket!);
                return true;
            case SocketError.ConnectionReset or SocketError.ConnectionAborted:
                return true; // The client left before it was taken.
            case SocketError.OperationAborted or SocketError.Interrupted or SocketError.InvalidArgument:
                _onClosed();
                return false;
            default:
                _onPaused(SocketError);
                return false;
        }
    }
}
