using System.Net;
using System.Net.Sockets;

namespace ActorMesh.Tests.Fast.Kit;

/// <summary>A name service that answers when a test says so. Whoever waits for an answer goes on within <see cref="Answer"/>.</summary>
internal sealed class ManualNames
{
    private readonly Lock _lock = new();
    private readonly List<(string Host, TaskCompletionSource<IPAddress[]> Answer)> _open = [];
    private int _asked;

    /// <summary>Questions so far.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Names with a question that was not answered yet, in order.</summary>
    public IReadOnlyList<string> Open
    {
        get
        {
            lock (_lock) return [.. _open.Select(question => question.Host)];
        }
    }

    public Task<IPAddress[]> Resolve(string host, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<IPAddress[]>();
        lock (_lock) _open.Add((host, answer));
        Interlocked.Increment(ref _asked);
        return answer.Task;
    }

    public void Answer(string host, params string[] addresses) => Take(host).SetResult([.. addresses.Select(IPAddress.Parse)]);

    public void Fail(string host) => Take(host).SetException(new SocketException((int)SocketError.HostNotFound));

    private TaskCompletionSource<IPAddress[]> Take(string host)
    {
        lock (_lock)
        {
            var index = _open.FindIndex(question => question.Host == host);
            var answer = index >= 0 ? _open[index].Answer : throw new InvalidOperationException($"Nobody waits for {host}.");
            _open.RemoveAt(index);
            return answer;
        }
    }
}
