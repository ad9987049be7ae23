using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>An HTTP/1.1 client with one connection.</summary>
internal sealed class KeepAliveClient : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly Stream _stream;
    private string _received = "";

    /// <param name="stream">Ends with the client.</param>
    public KeepAliveClient(Stream stream) => _stream = stream;

    public static async Task<KeepAliveClient> Connect(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address);
        return new KeepAliveClient(new NetworkStream(socket, ownsSocket: true));
    }

    /// <returns>The status, <c>close</c> if the answer says so, and the body.</returns>
    public async Task<string> Get(string target = "/")
    {
        await Send(target);
        return await Answer();
    }

    /// <summary>As <see cref="Get"/>, for what must not be sent twice.</summary>
    public async Task<string> Post(string target)
    {
        await Say($"POST {target} HTTP/1.1\r\nhost: test\r\ncontent-length: 0\r\n\r\n");
        return await Answer();
    }

    public Task Send(string target = "/") => Say($"GET {target} HTTP/1.1\r\nhost: test\r\n\r\n");

    public async Task Say(string text) => await _stream.WriteAsync(Encoding.ASCII.GetBytes(text));

    public async Task<string> Answer()
    {
        int end;
        while ((end = _received.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0) await Receive();
        var lines = _received[..end].Split("\r\n");
        var length = lines.First(line => line.StartsWith("content-length: ", StringComparison.OrdinalIgnoreCase))[16..];
        var last = end + 4 + int.Parse(length, CultureInfo.InvariantCulture);
        while (_received.Length < last) await Receive();
        var close = lines.Contains("connection: close", StringComparer.OrdinalIgnoreCase) ? "close " : "";
        var answer = $"{lines[0].Split(' ')[1]} {close}{_received[(end + 4)..last]}";
        _received = _received[last..];
        return answer;
    }

    /// <summary>Waits for the other side to end the connection.</summary>
    /// <returns>What came before it did; <c>reset</c> when it was cut.</returns>
    public async Task<string> End()
    {
        try
        {
            while (true) await Receive();
        }
        catch (EndOfStreamException)
        {
            return _received;
        }
        catch (IOException)
        {
            return "reset";
        }
    }

    public void Dispose() => _stream.Dispose();

    private async Task Receive()
    {
        using var limit = new CancellationTokenSource(Limit);
        var buffer = new byte[16 * 1024];
        var count = await _stream.ReadAsync(buffer, limit.Token);
        if (count == 0) throw new EndOfStreamException($"The connection ended after: {_received}");
        _received += Encoding.Latin1.GetString(buffer, 0, count);
    }
}
