using System.Net.Sockets;
using System.Runtime.InteropServices;
using ActorMesh.Runtime.Boot;

namespace ActorMesh.DataPlane.Bytes.Epoll;

/// <summary>
/// A thread that waits for events of many sockets and has their streams run right there. There is one for each processor, for the life of the
/// process; a connection stays with one.
/// </summary>
internal sealed class Poller
{
    /// <summary>Events taken at a time: few enough that those which come meanwhile wait for a short time only.</summary>
    private const int BatchSize = 128;

    private static readonly Poller[] All = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Poller())];
    private static uint _turn;
    [ThreadStatic] private static Poller? _ofThisThread;

    private readonly Lock _lock = new();
    private readonly Stack<int> _free = new();
    private readonly int _epoll;
    private volatile IPolled?[] _polled = new IPolled?[64];
    private int _generation;

    private Poller()
    {
        _epoll = LibC.EpollCreate(LibC.CloseOnExec);
        if (_epoll < 0) throw new SocketException((int)SocketError.TooManyOpenSockets, "epoll_create1 failed: is a file descriptor left?");
        Free(0, _polled.Length);
        new Thread(Run) { IsBackground = true, Name = InlineDispatcher.ThreadName }.Start();
    }

    /// <summary>The poller that runs the caller, or else the next in turn.</summary>
    public static Poller Near => _ofThisThread ?? Next;

    /// <summary>The next in turn.</summary>
    public static Poller Next => All[Interlocked.Increment(ref _turn) % (uint)All.Length];

    /// <summary>Begins to tell what happens on a socket. Closing the socket ends that; <see cref="Remove"/> is to be called then.</summary>
    /// <exception cref="SocketException">The kernel watches as many sockets as it may.</exception>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public void Add(IPolled polled, Socket socket, EpollEvents events)
    {
        lock (_lock)
        {
            if (_free.Count == 0) Grow();
            var place = _free.Pop();
            polled.Token = ((long)++_generation << 32) | (uint)place;
            _polled[place] = polled;
        }

        try
        {
            Control(LibC.ControlAdd, polled, socket, events);
        }
        catch
        {
            Remove(polled);
            throw;
        }
    }

    /// <summary>Changes what is told of a socket.</summary>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public void Change(IPolled polled, Socket socket, EpollEvents events) => Control(LibC.ControlModify, polled, socket, events);

    /// <summary>Forgets a socket that is closed.</summary>
    public void Remove(IPolled polled)
    {
        var place = (int)(uint)polled.Token;
        lock (_lock)
        {
            if (!ReferenceEquals(_polled[place], polled)) return;
            _polled[place] = null;
            _free.Push(place);
        }
    }

    private void Control(int operation, IPolled polled, Socket socket, EpollEvents events)
    {
        var entry = new EpollEntries(1);
        entry.Set(0, events, polled.Token);
        if (LibC.EpollControl(_epoll, operation, socket.SafeHandle, ref entry.First) < 0)
            throw new SocketException((int)SocketError.NoBufferSpaceAvailable, $"epoll_ctl failed (errno {Marshal.GetLastPInvokeError()})");
    }

    private void Grow()
    {
        var larger = new IPolled?[_polled.Length * 2];
        _polled.CopyTo(larger, 0);
        Free(_polled.Length, larger.Length);
        _polled = larger;
    }

    private void Free(int from, int to)
    {
        for (var place = to - 1; place >= from; place--) _free.Push(place);
    }

    private void Run()
    {
        _ofThisThread = this;
        var entries = new EpollEntries(BatchSize);
        while (true)
        {
            var count = LibC.EpollWait(_epoll, ref entries.First, BatchSize, Timeout.Infinite);
            for (var i = 0; i < count; i++) Tell(entries.Token(i), entries.Events(i));
        }
    }

    private void Tell(long token, EpollEvents events)
    {
        // What was closed since the kernel told of it is gone, or its place is taken by another.
        if (_polled[(int)(uint)token] is not { } polled || polled.Token != token) return;
        try
        {
            polled.OnEvents(events);
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"error: the owner of a socket failed, please report it: {e}"); // Or all sockets of the process would end with it.
        }
    }
}
