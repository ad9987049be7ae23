using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Rig.Peers;

/// <summary>
/// A backend that writes down every request exactly and reads as strictly as it can. It answers 200 with a body that names the request
/// it answers, so that a response that went to the wrong request shows.
/// </summary>
internal sealed class RecordingBackend : IAsyncDisposable
{
    private readonly ConcurrentQueue<Recorded> _seen = new();
    private readonly LoopbackServer _server;
    private readonly string _name;
    private int _unfinished;

    public RecordingBackend(string name = "recorder")
    {
        _name = name;
        _server = new LoopbackServer(Serve);
    }

    public int Port => _server.Port;

    public int ConnectionsAccepted => _server.Accepted;

    public int ConnectionsOpen => _server.Open;

    /// <summary>Connections that stand within a request.</summary>
    public int Unfinished => Volatile.Read(ref _unfinished);

    /// <summary>Everything seen since the last call.</summary>
    public List<Recorded> Take()
    {
        var taken = new List<Recorded>();
        while (_seen.TryDequeue(out var one)) taken.Add(one);
        return taken;
    }

    /// <summary>Resets the connections that a proxy keeps for later.</summary>
    public void ResetConnections() => _server.ResetAll();

    /// <summary>The body that answers a request: method, target, and length and hash of its body.</summary>
    public static string Tag(string method, string target, byte[] body) =>
        $"{method} {target} {body.Length}:{Convert.ToHexStringLower(SHA256.HashData(body))[..12]}";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Serve(WireConnection connection, int number)
    {
        var (continued, within) = (false, false);
        try
        {
            var goesOn = true;
            while (goesOn) goesOn = await Step();
        }
        finally
        {
            Stand(inRequest: false);
        }

        async Task<bool> Step()
        {
            switch (RequestReader.Read(connection.Buffered))
            {
                case Reading<WireRequest>.Complete whole:
                    connection.Consume(whole.Consumed);
                    Record(number, whole.Message);
                    continued = false;
                    Stand(inRequest: false);
                    return await connection.Send(Answer(whole.Message, number));
                case Reading<WireRequest>.Refused refused:
                    _seen.Enqueue(new Recorded.Violation(number, refused.Reason, connection.Buffered.ToArray()));
                    connection.Reset();
                    return false;
                default:
                    continued = continued || await ContinueIfAsked(connection);
                    break;
            }

            Stand(inRequest: !connection.Buffered.IsEmpty);
            if (await connection.Receive()) return true;
            if (within) _seen.Enqueue(new Recorded.Partial(number, connection.Buffered.ToArray()));
            return false;
        }

        void Stand(bool inRequest)
        {
            if (within == inRequest) return;
            within = inRequest;
            Interlocked.Add(ref _unfinished, inRequest ? 1 : -1);
        }
    }

    private void Record(int number, WireRequest request) => _seen.Enqueue(request.MinorVersion == 1
        ? new Recorded.Message(number, request)
        : new Recorded.Violation(number, "a proxy sends its own version, HTTP/1.1 (RFC 9110 section 2.5)", request.Raw));

    private byte[] Answer(WireRequest request, int number)
    {
        var body = Tag(request.Method, request.Target, request.Body);
        var head = $"HTTP/1.1 200 OK\r\nX-Backend: {_name}\r\nX-Connection: {number}\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n";
        return Encoding.Latin1.GetBytes(request.Method == "HEAD" ? head : head + body);
    }

    // A proxy may answer the expectation itself or pass it on; if it passes it on, it waits for us.
    private static async Task<bool> ContinueIfAsked(WireConnection connection)
    {
        var text = Encoding.Latin1.GetString(connection.Buffered);
        var asked = text.Contains("\r\n\r\n", StringComparison.Ordinal) && text.Contains("\r\nexpect: 100-continue\r\n", StringComparison.OrdinalIgnoreCase);
        return asked && await connection.Send("HTTP/1.1 100 Continue\r\n\r\n");
    }
}
