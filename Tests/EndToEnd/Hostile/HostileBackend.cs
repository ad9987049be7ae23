using System.Collections.Concurrent;
using System.Text;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Hostile;

/// <summary>An upstream that answers <c>/case/ID</c> as the corpus says, <c>/good/TAG</c> as it should, and remembers which connection carried what.</summary>
internal sealed class HostileBackend : IAsyncDisposable
{
    private readonly ConcurrentQueue<(int Connection, string Target)> _asked = new();
    private readonly ConcurrentDictionary<int, WireConnection> _open = new();
    private readonly LoopbackServer _server;

    public HostileBackend() => _server = new LoopbackServer(Serve);

    public int Port => _server.Port;

    /// <summary>Numbers of the connections that carried a request for the target.</summary>
    public IReadOnlyList<int> ConnectionsOf(string target) => [.. _asked.Where(one => one.Target == target).Select(one => one.Connection)];

    public bool IsOpen(int connection) => _open.ContainsKey(connection);

    /// <summary>Sends bytes that nobody asked for.</summary>
    public Task<bool> Push(int connection, byte[] bytes) => _open[connection].Send(bytes);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task Serve(WireConnection connection, int number)
    {
        _open[number] = connection;
        try
        {
            while (await NextRequest(connection) is { } request)
            {
                _asked.Enqueue((number, request.Target));
                if (!await Answer(connection, request.Target)) return;
            }
        }
        finally
        {
            _open.TryRemove(number, out _);
        }
    }

    private static async Task<WireRequest?> NextRequest(WireConnection connection)
    {
        while (true)
        {
            if (RequestReader.Read(connection.Buffered) is Reading<WireRequest>.Complete whole)
            {
                connection.Consume(whole.Consumed);
                return whole.Message;
            }

            if (!await connection.Receive()) return null;
        }
    }

    private static async Task<bool> Answer(WireConnection connection, string target)
    {
        if (!target.StartsWith("/case/", StringComparison.Ordinal))
        {
            var body = Encoding.Latin1.GetBytes(target);
            return await connection.Send($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{target}");
        }

        var one = ResponseCase.All[target["/case/".Length..]];

        // What does not fit is not wanted any more: the proxy may close within the flood.
        var taken = await connection.Send(one.Bytes);
        if (one.Resets) connection.Reset();
        return taken && !one.Resets && !one.Finishes;
    }
}
