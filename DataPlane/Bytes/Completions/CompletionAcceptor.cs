using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes.Completions;

/// <summary>An acceptor on the framework's asynchronous accept.</summary>
internal sealed class CompletionAcceptor(Socket listening, IAcceptorOwner owner) : SocketAcceptor
{
    private readonly Accepting _accepting = new(listening, owner);

    public override void Run() => _accepting.Run();

    public override void Close()
    {
        var isPaused = _accepting.IsPaused;
        listening.Dispose();
        if (isPaused) owner.OnClosed(); // Nothing is under way that would tell.
    }

    private sealed class Accepting(Socket listening, IAcceptorOwner owner) : SocketAsyncEventArgs(true)
    {
        public bool IsPaused { get; private set; } = true;

        public void Run()
        {
            IsPaused = false;
            try
            {
                do AcceptSocket = null;
                while (!listening.AcceptAsync(this) && TakeResult());
            }
            catch (ObjectDisposedException)
            {
                owner.OnClosed();
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
                    owner.OnAccepted(AcceptSocket!);
                    return true;
                case SocketError.ConnectionReset or SocketError.ConnectionAborted:
                    return true; // The client left before it was taken.
                case SocketError.OperationAborted or SocketError.Interrupted or SocketError.InvalidArgument:
                    owner.OnClosed();
                    return false;
                default:
                    IsPaused = true;
                    owner.OnPaused(SocketError);
                    return false;
            }
        }
    }
}
