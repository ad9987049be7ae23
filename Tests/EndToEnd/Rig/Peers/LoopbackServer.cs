using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Rig.Peers;

/// <summary>Accepts connections on a free loopback port and runs one function for each; what those functions throw fails the test at the end.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Func<WireConnection, int, Task> _serve;
    private readonly ConcurrentDictionary<int, WireConnection> _open = new();
    private readonly ConcurrentQueue<Exception> _failures = new();
    private readonly Task _accepting;
    private int _accepted;

    /// <param name="serve">Gets the connection and its number, counted from 1.</param>
    /// <param name="receiveBufferBytes">The kernel's buffer for each connection; small values show back-pressure early.</param>
    /// <param name="address">127.0.0.1 by default.</param>
    public LoopbackServer(
        Func<WireConnection, int, Task> serve, int? receiveBufferBytes = null, TimeSpan? idleLimit = null, IPAddress? address = null)
    {
        _serve = serve;
        address ??= IPAddress.Loopback;
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        IdleLimit = idleLimit ?? TimeSpan.FromMinutes(5);
        Port = FreePorts.Take();
        if (receiveBufferBytes is { } bytes) _listener.ReceiveBufferSize = bytes;
        _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        _listener.Bind(new IPEndPoint(address, Port));
        _listener.Listen(1024);
        _accepting = Accept();
    }

    public int Port { get; }

    /// <summary>How long a connection may wait for bytes: long, because pooled connections rest.</summary>
    public TimeSpan IdleLimit { get; }

    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Connections that neither side has closed.</summary>
    public int Open => _open.Count;

    /// <summary>Resets every open connection.</summary>
    public void ResetAll()
    {
        foreach (var connection in _open.Values) connection.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (var connection in _open.Values) await connection.DisposeAsync();
        if (!_failures.IsEmpty) throw new AggregateException("A backend of the rig failed.", _failures);
    }

    private async Task Accept()
    {
        while (true)
        {
            try
            {
                var socket = await _listener.AcceptAsync();
                socket.NoDelay = true;
                var number = Interlocked.Increment(ref _accepted);
                _ = Serve(_open[number] = new WireConnection(socket) { Limit = IdleLimit }, number);
            }
            catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task Serve(WireConnection connection, int number)
    {
        try
        {
            await Task.Yield();
            await _serve(connection, number);
        }
        catch (Exception ended) when (ended is ObjectDisposedException or SocketException)
        {
            // The test closed it from outside, or the peer has gone: both are the test's business.
        }
        catch (Exception failure)
        {
            _failures.Enqueue(failure);
        }
        finally
        {
            _open.TryRemove(number, out _);
            await connection.DisposeAsync();
        }
    }
}
