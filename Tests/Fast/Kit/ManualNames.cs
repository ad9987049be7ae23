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

    public void Answer(string host, params string[] addresses)
    {
        var question = Take(host);
        Now(() => question.SetResult([.. addresses.Select(IPAddress.Parse)]));
    }

    public void Fail(string host)
    {
        var question = Take(host);
        Now(() => question.SetException(new SocketException((int)SocketError.HostNotFound)));
    }

    // In the synchronisation context of the test runner, whoever waits would go on in another thread, some time later.
    private static void Now(Action answer)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            answer();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

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
