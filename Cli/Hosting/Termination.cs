using System.Runtime.InteropServices;

namespace ActorMesh.Cli.Hosting;

/// <summary>Requests to end the process: SIGTERM, Ctrl-C, or a call. The first asks politely; the second means at once.</summary>
internal sealed class Termination : IDisposable
{
    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;

    private Termination() => _signals = [On(PosixSignal.SIGTERM, "SIGTERM"), On(PosixSignal.SIGINT, "Ctrl-C")];

    /// <summary>Ends with who asked first.</summary>
    public Task<string> First => _first.Task;

    /// <summary>Cancelled as soon as somebody has asked.</summary>
    public CancellationToken Asked => _asked.Token;

    public Task Second => _second.Task;

    /// <summary>From now on signals no longer end the process by themselves.</summary>
    /// <param name="isLookedAfter">
    /// Another process looks after this one: the end of standard input asks too, and what is typed at the terminal is for that other one alone.
    /// </param>
    public static Termination Register(bool isLookedAfter = false)
    {
        var termination = new Termination();
        if (!isLookedAfter) return termination;
        ProcessGroup.OpenOwn();
        StandardInput.WhenItEnds(() => termination.Request("end of standard input"));
        return termination;
    }

    public void Request(string asker)
    {
        if (_first.TrySetResult(asker)) _asked.Cancel();
        else _second.TrySetResult();
    }

    public void Dispose()
    {
        foreach (var signal in _signals) signal.Dispose();
        _asked.Dispose();
    }

    private PosixSignalRegistration On(PosixSignal signal, string name) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        Request(name);
    });
}
