using System.Net.Sockets;

namespace ActorMesh.DataPlane.Bytes.Epoll;

/// <summary>
/// A connection that epoll tells of each change once (edge-triggered). A read that did not fill its buffer has emptied the socket, so that
/// nothing is read in vain: the next bytes, or the end, are another change.
/// </summary>
internal sealed class EpollConnection(Socket connected, Poller poller) : PlainConnection(connected), IPolled
{
    private const EpollEvents ReadableEvents = EpollEvents.Readable | EpollEvents.Urgent | EndEvents;
    private const EpollEvents EndEvents = EpollEvents.PeerEnded | EpollEvents.HungUp | EpollEvents.Error;
    private const EpollEvents WritableEvents = EpollEvents.Writable | EpollEvents.HungUp | EpollEvents.Error;

    private int _state;
    private byte[] _rest = [];
    private int _restStart, _restEnd;

    [Flags]
    private enum State
    {
        None = 0,
        /// <summary>There may be something to read.</summary>
        Readable = 1,
        /// <summary>The kernel may take bytes again.</summary>
        Writable = 2,
        /// <summary>The peer has ended its side: after what there is to read comes the end.</summary>
        Ended = 4,
        WaitsToRead = 8,
        WaitsToSend = 16,
        IsSending = 32,
        /// <summary>The connection is of no more use, whatever of it was not read.</summary>
        Reset = 64,
        /// <summary>The peer uses urgent data: a short read says nothing of what is left.</summary>
        Urgent = 128,
    }

    /// <summary>Who watches it.</summary>
    public Poller Poller => poller;

    long IPolled.Token { get; set; }

    public override bool IsWaiting => Has(State.WaitsToRead);

    public override bool HasPeerEnded => Has(State.Ended);

    public override bool IsReset => base.IsReset || Has(State.Reset);

    public override bool IsSending => Has(State.IsSending);

    /// <summary>Told instead of the owner of the first thing that happens: that the connect has ended.</summary>
    public Action? OnFirstEvent { get; set; }

    /// <summary>Has the poller tell what happens from now on.</summary>
    /// <exception cref="SocketException">The kernel watches as many sockets as it may.</exception>
    public void Watch() =>
        poller.Add(this, Socket, EpollEvents.Readable | EpollEvents.Urgent | EpollEvents.Writable | EpollEvents.PeerEnded | EpollEvents.EdgeTriggered);

    protected override bool WaitOnWire() => !WaitUnless(State.Readable, State.WaitsToRead);

    protected override int ReadWire(Span<byte> into, out SocketError error)
    {
        Clear(State.Readable); // Before the read: what comes during it is told anew.
        var count = Receive(into, SocketFlags.None, out error);
        if (count == into.Length || (Has(State.Ended | State.Urgent) && error != SocketError.WouldBlock)) Set(State.Readable);
        return count;
    }

    /// <summary>Sends what the kernel takes at once. <see cref="SocketError.WouldBlock"/>: nothing (see <see cref="WaitWritable"/>).</summary>
    public int SendSome(ReadOnlySpan<byte> bytes, out SocketError error)
    {
        Clear(State.Writable); // Before the attempt: room that comes during it is told anew.
        try
        {
            return Socket.Send(bytes, SocketFlags.None, out error);
        }
        catch (ObjectDisposedException)
        {
            error = SocketError.OperationAborted;
            return 0;
        }
    }

    /// <summary>Begins to wait until the kernel may take bytes again. True when it does already; else the owner is told that a send has ended.</summary>
    public bool WaitWritable() => !WaitUnless(State.Writable, State.WaitsToSend);

    protected override SocketOutlook LookAtWire()
    {
        Clear(State.Readable);
        var outlook = base.LookAtWire();
        if (outlook != SocketOutlook.Nothing) Set(State.Readable);
        return outlook;
    }

    void IPolled.OnEvents(EpollEvents events)
    {
        var (news, ended) = (State.None, State.None);
        if ((events & ReadableEvents) != EpollEvents.None) (news, ended) = (news | State.Readable, ended | State.WaitsToRead);
        if ((events & WritableEvents) != EpollEvents.None) (news, ended) = (news | State.Writable, ended | State.WaitsToSend);
        if ((events & EndEvents) != EpollEvents.None) news |= State.Ended;
        if ((events & EpollEvents.Urgent) != EpollEvents.None) news |= State.Urgent;
        if ((events & EpollEvents.Error) != EpollEvents.None) news |= State.Reset;
        var before = Change(news, ended);
        Tell(before, ended);
        if ((news & ~before & State.Reset) != State.None) Owner?.OnReadable();
        if ((news & ~before & State.Ended) != State.None) PeerEndSignal?.Fire();
    }

    protected override bool SendRest(byte[] array, int start, int length)
    {
        (_rest, _restStart, _restEnd) = (array, start, start + length);
        SendError = SocketError.Success;
        Set(State.IsSending);
        return SendOn();
    }

    protected override void Close()
    {
        Socket.Dispose();
        poller.Remove(this);
        const State Waits = State.WaitsToRead | State.WaitsToSend;
        Tell(Change(State.Readable | State.Writable | State.Ended, Waits), Waits);
    }

    private void Tell(State before, State ended)
    {
        if (OnFirstEvent is { } onFirst)
        {
            OnFirstEvent = null;
            onFirst();
            return;
        }

        if ((before & ended & State.WaitsToSend) != State.None && SendOn()) Owner?.OnSent();
        if ((before & ended & State.WaitsToRead) != State.None) Owner?.OnReadable();
    }

    /// <summary>True when all is sent, or never will be.</summary>
    private bool SendOn()
    {
        while (_restStart < _restEnd)
        {
            Clear(State.Writable); // Before the attempt: room that comes during it is told anew.
            if (!TrySend(out var error))
            {
                SendError = error;
                break;
            }

            if (error == SocketError.WouldBlock && WaitUnless(State.Writable, State.WaitsToSend)) return false;
        }

        _rest = [];
        Clear(State.IsSending);
        return true;
    }

    private bool TrySend(out SocketError error)
    {
        try
        {
            _restStart += Socket.Send(_rest.AsSpan(_restStart, _restEnd - _restStart), SocketFlags.None, out error);
            return error is SocketError.Success or SocketError.WouldBlock;
        }
        catch (ObjectDisposedException)
        {
            error = SocketError.OperationAborted;
            return false;
        }
    }

    /// <summary>False when what is to be waited for is there already.</summary>
    private bool WaitUnless(State ready, State waits)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if ((state & (int)ready) != 0) return false;
            if ((state & (int)waits) != 0) return true;
            if (Interlocked.CompareExchange(ref _state, state | (int)waits, state) == state) return true;
        }
    }

    private bool Has(State flag) => (Volatile.Read(ref _state) & (int)flag) != 0;

    private void Set(State flag) => Interlocked.Or(ref _state, (int)flag);

    private void Clear(State flag) => Interlocked.And(ref _state, ~(int)flag);

    /// <summary>Sets some flags and clears others, at once. Gives the state before.</summary>
    private State Change(State set, State clear)
    {
        while (true)
        {
            var before = Volatile.Read(ref _state);
            if (Interlocked.CompareExchange(ref _state, (before | (int)set) & ~(int)clear, before) == before) return (State)before;
        }
    }
}
