using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>One TCP connection on loopback, seen byte by byte; either side. Every operation ends within <see cref="Limit"/>.</summary>
internal sealed class WireConnection(Socket socket) : IAsyncDisposable
{
    // Less than what the sidecar waits by default for a head (10 s) or an answer (15 s): no test of a shorter limit passes because of those.
    private static readonly TimeSpan LimitDefault = TimeSpan.FromSeconds(9);
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    public TimeSpan Limit { get; init; } = LimitDefault;

    public Ending Ending { get; private set; }

    public int LocalPort { get; } = ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>What was received and not consumed yet.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <param name="port">A port on loopback.</param>
    /// <param name="receiveBufferBytes">A small value makes a client that stops reading visible to its peer sooner.</param>
    /// <param name="limit">Of every operation.</param>
    public static async Task<WireConnection> Connect(int port, int? receiveBufferBytes = null, TimeSpan? limit = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBufferBytes is { } bytes) socket.ReceiveBufferSize = bytes;
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return new WireConnection(socket) { Limit = limit ?? LimitDefault };
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Consume(int bytes) => _start += bytes;

    /// <summary>Adds what comes next to <see cref="Buffered"/>; false when the peer has ended its side, see <see cref="Ending"/>.</summary>
    /// <exception cref="TimeoutException">Nothing came within the limit.</exception>
    public async Task<bool> Receive()
    {
        if (Ending != Ending.Open) return false;
        MakeRoom();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            var count = await socket.ReceiveAsync(_buffer.AsMemory(_end), limit.Token);
            _end += count;
            if (count == 0) Ending = Ending.Finished;
            return count > 0;
        }
        catch (SocketException)
        {
            Ending = Ending.Reset;
            return false;
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"Nothing came within {Limit.TotalSeconds:0.#} s; before: {Escaped.Show(Buffered)}", late);
        }
    }

    /// <summary>Sends all bytes; false when the peer has gone.</summary>
    public async Task<bool> Send(ReadOnlyMemory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, limit.Token)..];
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"The peer took nothing for {Limit.TotalSeconds:0.#} s; {bytes.Length} bytes are left.", late);
        }
    }

    public Task<bool> Send(string latin1) => Send(Encoding.Latin1.GetBytes(latin1));

    /// <summary>Reads one response; null when the connection ended before any byte of it.</summary>
    /// <exception cref="WireException">The response is malformed, or the connection ended within it.</exception>
    public async Task<WireResponse?> ReadResponse(string method = "GET")
    {
        while (true)
        {
            var empty = Buffered.IsEmpty;
            var reading = ResponseReader.Read(Buffered, method, Ending == Ending.Finished);
            switch (reading)
            {
                case Reading<WireResponse>.Complete whole:
                    Consume(whole.Consumed);
                    return whole.Message;
                case Reading<WireResponse>.Refused refused:
                    throw new WireException($"malformed response: {refused.Reason}: {Escaped.Show(Buffered)}");
                case Reading<WireResponse>.Incomplete missing when Ending != Ending.Open:
                    return empty && Ending == Ending.Finished
                        ? null
                        : throw new WireException($"{Ending} before {missing.Missing}: {Escaped.Show(Buffered)}");
            }

            await Receive();
        }
    }

    /// <summary>As <see cref="ReadResponse"/>; null also when the connection was reset before any byte of it.</summary>
    public async Task<WireResponse?> ReadResponseOrEnd(string method = "GET")
    {
        try
        {
            return await ReadResponse(method);
        }
        catch (WireException) when (Ending == Ending.Reset && Buffered.IsEmpty)
        {
            return null;
        }
    }

    /// <summary>Reads up to and including the empty line and returns it as text; null when the connection ends before that.</summary>
    public async Task<string?> ReadHead()
    {
        while (true)
        {
            var end = Buffered.IndexOf("\r\n\r\n"u8);
            if (end < 0 && !await Receive()) return null;
            if (end < 0) continue;
            var head = Encoding.Latin1.GetString(Buffered[..(end + 4)]);
            Consume(end + 4);
            return head;
        }
    }

    /// <summary>Reads until so many bytes came, and returns them as text.</summary>
    /// <exception cref="WireException">The connection ended before that.</exception>
    public async Task<string> ReadText(int bytes)
    {
        while (Buffered.Length < bytes)
            if (!await Receive()) throw new WireException($"{Ending} after {Escaped.Show(Buffered)}");
        var text = Encoding.Latin1.GetString(Buffered[..bytes]);
        Consume(bytes);
        return text;
    }

    /// <summary>Sends a request and reads its response, which must come.</summary>
    public async Task<WireResponse> Ask(string request)
    {
        if (!await Send(request)) throw new WireException("The connection did not take the request.");
        return await ReadResponse(request[..request.IndexOf(' ', StringComparison.Ordinal)])
            ?? throw new WireException("The connection ended instead of an answer.");
    }

    /// <summary>Reads and counts bytes until the peer ends its side or <paramref name="most"/> bytes came.</summary>
    public async Task<long> Discard(long most = long.MaxValue)
    {
        long count = 0;
        while (true)
        {
            count += Buffered.Length;
            Consume(Buffered.Length);
            if (count >= most || !await Receive()) return count;
        }
    }

    /// <summary>Ends our side; the peer's may go on.</summary>
    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends both sides at once, with RST.</summary>
    public void Reset()
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
        catch (Exception gone) when (gone is ObjectDisposedException or SocketException)
        {
            // It ended by itself in this very moment.
        }
    }

    /// <summary>The connection as a stream, for libraries. Nothing may be buffered here when it is taken.</summary>
    public NetworkStream AsStream() => new(socket, ownsSocket: false);

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private void MakeRoom()
    {
        if (_start == _end) _start = _end = 0;
        if (_end < _buffer.Length) return;
        var target = _start > 0 ? _buffer : new byte[_buffer.Length * 2];
        Buffered.CopyTo(target);
        (_buffer, _end, _start) = (target, _end - _start, 0);
    }
}
