using System.Globalization;
using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Rig.Peers;

/// <summary>
/// A backend for bodies of any size: <c>GET /bytes/N</c> answers with N bytes of <see cref="ByteStream"/>, <c>GET /chunks/N</c> with the
/// same in chunks, <c>POST</c> takes such a body and answers "N right" or "wrong at N". It can be told to stop reading.
/// </summary>
internal sealed class StreamingBackend : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private TaskCompletionSource _reading = new();
    private long _sent;
    private long _received;

    public StreamingBackend(int? receiveBufferBytes = null)
    {
        _reading.SetResult();
        _server = new LoopbackServer(Serve, receiveBufferBytes);
    }

    public int Port => _server.Port;

    /// <summary>Body bytes that the kernel took from us.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Body bytes that we read.</summary>
    public long Received => Interlocked.Read(ref _received);

    public int ConnectionsOpen => _server.Open;

    public void StopReading() => _reading = new TaskCompletionSource();

    public void ReadOn() => _reading.SetResult();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Serve(WireConnection connection, int number)
    {
        while (await connection.ReadHead() is { } head)
        {
            var parts = head[..head.IndexOf('\r', StringComparison.Ordinal)].Split(' ');
            var words = parts[1].Split('/');
            var goOn = (parts[0], words[1]) switch
            {
                ("GET", "bytes") => await SendBytes(connection, long.Parse(words[2], CultureInfo.InvariantCulture)),
                ("GET", "chunks") => await SendChunks(connection, long.Parse(words[2], CultureInfo.InvariantCulture)),
                ("POST", _) => await TakeBody(connection, head),
                _ => await connection.Send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
            };
            if (!goOn) return;
        }
    }

    private async Task<bool> SendBytes(WireConnection connection, long count)
    {
        if (!await connection.Send($"HTTP/1.1 200 OK\r\nContent-Length: {count}\r\n\r\n")) return false;
        for (long at = 0; at < count;)
        {
            var piece = ByteStream.Slice(at, count - at);
            if (!await connection.Send(piece)) return false;
            at += piece.Length;
            Interlocked.Add(ref _sent, piece.Length);
        }

        return true;
    }

    private async Task<bool> SendChunks(WireConnection connection, long count)
    {
        if (!await connection.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")) return false;
        for (long at = 0; at < count;)
        {
            var piece = ByteStream.Slice(at, Math.Min(count - at, 1 + (at % 40_000)));
            if (!await connection.Send($"{piece.Length:x}\r\n") || !await connection.Send(piece) || !await connection.Send("\r\n")) return false;
            at += piece.Length;
            Interlocked.Add(ref _sent, piece.Length);
        }

        return await connection.Send("0\r\n\r\n");
    }

    private async Task<bool> TakeBody(WireConnection connection, string head)
    {
        var body = new PatternBody(connection, BodyStream.Of(head));
        while (true)
        {
            await _reading.Task;
            var before = body.Position;
            var more = await body.Take();
            Interlocked.Add(ref _received, body.Position - before);
            if (!more) break;
        }

        if (!body.IsComplete) return false;
        var answer = body.IsRight ? $"{body.Position} right" : $"wrong before {body.Position}";
        return await connection.Send($"HTTP/1.1 200 OK\r\nContent-Length: {answer.Length}\r\n\r\n{answer}");
    }
}
