using System.Threading.Tasks.Sources;

namespace ActorMesh.DataPlane.Bytes.Tls.Streams;

/// <summary>One wait after another for a connection's events, without a task for each. Whoever takes the wait ends it.</summary>
internal sealed class WireWait : IValueTaskSource<int>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<int> _core;
    private int _isPending;

    public bool ContinuesElsewhere
    {
        set => _core.RunContinuationsAsynchronously = value;
    }

    public void Begin()
    {
        _core.Reset();
        Volatile.Write(ref _isPending, 1);
    }

    /// <summary>Begins once more what <see cref="TryTake"/> has taken: it was too early to end it.</summary>
    public void Resume() => Volatile.Write(ref _isPending, 1);

    /// <summary>False when nobody waits, or another has taken it.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isPending, 0) != 0;

    public void End(int count) => _core.SetResult(count);

    public void Fail(Exception error) => _core.SetException(error);

    public ValueTask<int> AsCount() => new(this, _core.Version);

    public ValueTask AsEnd() => new(this, _core.Version);

    int IValueTaskSource<int>.GetResult(short token) => _core.GetResult(token);

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
