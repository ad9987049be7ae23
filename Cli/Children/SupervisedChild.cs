using ActorMesh.Hocon.Mesh.Values;

namespace ActorMesh.Cli.Children;

/// <summary>A child that is started again whenever it dies, until it is asked to end.</summary>
/// <param name="look">Asks a child that runs how it stands. Looked often until it is ready, then every second.</param>
/// <param name="tell">Told when it dies, and why as far as it said.</param>
internal sealed class SupervisedChild(
    ChildCommand command, LogFile log, Func<CancellationToken, Task<ChildPhase>> look, Action<string> tell, TimeProvider clock) : IAsyncDisposable
{
    private const int NotStarted = 127, LinesShown = 5; // The exit code is that of shells.

    private static readonly TimeSpan LookWhileStarting = TimeSpan.FromMilliseconds(100), LookLater = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _askedToEnd = new();
    private ChildState _state = ChildState.First;
    private ChildProcess? _running;
    private Task _life = Task.CompletedTask;

    public string Name => command.Name;

    public string LogPath => log.Path;

    public ChildState State
    {
        get
        {
            lock (_lock) return _state;
        }
    }

    /// <summary>Null while it does not run.</summary>
    public int? ProcessId
    {
        get
        {
            lock (_lock) return _running?.Id;
        }
    }

    /// <summary>Starts it. Ends at once; one that cannot be started is tried again like one that died.</summary>
    public void Start() => _life = Live();

    /// <summary>Asks it to end, and makes it when it does not.</summary>
    /// <param name="grace">How long it may take.</param>
    /// <returns>False when it had to be made.</returns>
    public async Task<bool> End(TimeSpan grace)
    {
        lock (_lock)
        {
            _state = _state.AskedToEnd();
            _running?.AskToEnd();
        }
        await _askedToEnd.CancelAsync();
        using var limit = new CancellationTokenSource(grace, clock);
        await _life.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_life.IsCompleted) return true;
        tell($"{Name} did not end within {DurationText.Of(grace)} and was killed");
        Kill();
        await _life;
        return false;
    }

    /// <summary>Ends it at once.</summary>
    public void Kill()
    {
        lock (_lock)
        {
            _state = _state.AskedToEnd();
            _running?.Kill();
        }
        _askedToEnd.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await _life;
        _askedToEnd.Dispose();
        log.Dispose();
    }

    private async Task Live()
    {
        await Task.Yield();
        do
        {
            var errors = new LastLines();
            var exitCode = await LiveOnce(errors);
            ChildState state;
            lock (_lock) _state = state = _state.Ended(exitCode);
            if (state.IsWanted) tell(Obituary(state, errors));
            await Task.Delay(state.Pause, clock, _askedToEnd.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (MayLiveAgain());
    }

    private bool MayLiveAgain()
    {
        lock (_lock)
        {
            var may = _state.MayRestart;
            _state = _state.Restarted();
            return may;
        }
    }

    /// <returns>The exit code.</returns>
    private async Task<int> LiveOnce(LastLines errors)
    {
        ChildProcess child;
        try
        {
            lock (_lock)
            {
                if (!_state.MayRun) return _state.ExitCode ?? 0;
                _running = child = ChildProcess.Start(command, log, errors);
            }
        }
        catch (IOException e)
        {
            errors.Add(System.Text.Encoding.UTF8.GetBytes(e.Message));
            return NotStarted;
        }

        using (child)
        {
            using var ended = new CancellationTokenSource();
            var looking = Look(ended.Token);
            var exitCode = await child.Exit;
            lock (_lock) _running = null;
            await ended.CancelAsync();
            await looking;
            return exitCode;
        }
    }

    private async Task Look(CancellationToken ended)
    {
        try
        {
            while (true)
            {
                var seen = await look(ended);
                lock (_lock) _state = _state.Seen(seen);
                await Task.Delay(State.IsReady ? LookLater : LookWhileStarting, clock, ended);
            }
        }
        catch (OperationCanceledException)
        {
            // The child has ended.
        }
    }

    private string Obituary(ChildState state, LastLines errors)
    {
        var exit = ExitText.Of(state.ExitCode ?? 0);
        if (state.Failures > 1) return $"{Name} ended again ({exit}), {state.Failures} times in a row; it is started again in {DurationText.Of(state.Pause)}";
        var last = string.Concat(errors.Lines.TakeLast(LinesShown).Select(line => $"\n    {line}"));
        return $"{Name} ended ({exit}) and is started again; it said{(last.Length == 0 ? $" nothing, see {LogPath}" : $": {last}")}";
    }
}
