using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes.Completions;

/// <summary>An acceptor on the framework's asynchronous accept.</summary>
internal sealed class CompletionAcceptor(Socket listening, IAcceptorOwner owner) : SocketAcceptor
{
    private readonly Accepting _accepting = new(listening, owner);

    public override void Run() => _accepting.Run();

    public override void Close()
    {
        TakeWaiting(listening, owner);
        listening.Dispose();
        _accepting.TellIfPaused();
    }

    private sealed class Accepting(Socket listening, IAcceptorOwner owner) : SocketAsyncEventArgs(true)
    {
        private const int Paused = 0;
        private const int Running = 1;
        private const int Closed = 2;

        private int _state = Paused;

        public void Run()
        {
            if (Interlocked.CompareExchange(ref _state, Running, Paused) == Closed) return;
            try
            {
                do AcceptSocket = null;
                while (!listening.AcceptAsync(this) && TakeResult());
            }
            catch (ObjectDisposedException)
            {
                TellClosed();
            }
        }

        /// <summary>The socket is closed: while nothing is under way, nobody else would tell.</summary>
        public void TellIfPaused()
        {
            if (Interlocked.CompareExchange(ref _state, Closed, Paused) == Paused) owner.OnClosed();
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
                    TellClosed();
                    return false;
                default:
                    Interlocked.Exchange(ref _state, Paused);
                    owner.OnPaused(SocketError);
                    return false;
            }
        }

        private void TellClosed()
        {
            if (Interlocked.Exchange(ref _state, Closed) != Closed) owner.OnClosed();
        }
    }
}
