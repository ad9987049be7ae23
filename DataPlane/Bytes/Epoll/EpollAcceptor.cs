using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes.Epoll;

/// <summary>An acceptor that epoll tells, as long as connections wait.</summary>
internal sealed class EpollAcceptor(Socket listening, IAcceptorOwner owner) : SocketAcceptor, IPolled
{
    private readonly Lock _lock = new();
    private readonly Poller _poller = Poller.Next;
    private bool _isWatched;
    private bool _isClosed;
    private int _handingOver;

    long IPolled.Token { get; set; }

    public override void Run()
    {
        lock (_lock)
        {
            if (_isClosed) return;
            try
            {
                Watch();
            }
            catch (ObjectDisposedException)
            {
                // Closed by another hand; Close is about to be called.
            }
            catch (SocketException e)
            {
                owner.OnPaused(e.SocketErrorCode);
            }
        }
    }

    private void Watch()
    {
        if (_isWatched) _poller.Change(this, listening, EpollEvents.Readable);
        else
        {
            listening.Blocking = false;
            _poller.Add(this, listening, EpollEvents.Readable);
            _isWatched = true;
        }
    }

    public override void Close()
    {
        lock (_lock)
        {
            if (_isClosed) return;
            _isClosed = true;
            _handingOver++;
        }

        TakeWaiting(listening, owner);
        lock (_lock)
        {
            listening.Dispose();
            if (_isWatched) _poller.Remove(this);
        }

        HandedOver();
    }

    /// <summary>Takes one connection: as long as more wait, the kernel tells again.</summary>
    void IPolled.OnEvents(EpollEvents events)
    {
        if (Accept() is not { } accepted) return;
        // Not under the lock: streams and other listeners may run within this call.
        owner.OnAccepted(accepted);
        HandedOver();
    }

    /// <summary>Whoever is the last to hand over a connection tells that it was the last.</summary>
    private void HandedOver()
    {
        lock (_lock)
        {
            if (--_handingOver > 0 || !_isClosed) return;
        }

        owner.OnClosed();
    }

    private Socket? Accept()
    {
        lock (_lock)
        {
            if (_isClosed) return null;
            try
            {
                var accepted = listening.Accept();
                _handingOver++;
                return accepted;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.ConnectionReset or SocketError.ConnectionAborted)
            {
                // The client left before it was taken.
            }
            catch (ObjectDisposedException)
            {
                // Closed by another hand; Close is about to be called.
            }
            catch (SocketException e)
            {
                _poller.Change(this, listening, EpollEvents.None);
                owner.OnPaused(e.SocketErrorCode);
            }

            return null;
        }
    }
}
