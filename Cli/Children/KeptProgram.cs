using System.ComponentModel;
using System.Diagnostics;
using ActorMesh.Cli.Hosting;
using ActorMesh.Cli.Terminals;

namespace ActorMesh.Cli.Children;

/// <summary>
/// Runs a program of the user's in a process group of its own, for as long as standard input is open. It knows nothing of who started it, so this
/// stands between them: when that one is gone, the program and all that it has started are asked to end, then made to.
/// </summary>
internal sealed class KeptProgram(IReadOnlyList<string> command, TimeSpan grace, Talk talk, TimeProvider clock)
{
    /// <returns>The program's own exit code.</returns>
    public async Task<int> Run()
    {
        using var termination = Termination.Register(isLookedAfter: true);
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { UseShellExecute = false, RedirectStandardInput = true };
        using var program = Start(start);
        if (program is null) return ExitCode.Failed;
        program.StandardInput.Close();
        var ended = program.WaitForExitAsync();
        if (await Task.WhenAny(ended, termination.First) == ended) return program.ExitCode;

        ProcessGroup.Send(Environment.ProcessId, ProcessGroup.Terminate); // Itself as well: it has heard that already.
        using var limit = new CancellationTokenSource(grace, clock);
        await ended.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ended.IsCompleted) program.Kill(entireProcessTree: true);
        await ended;
        return program.ExitCode;
    }

    private Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception e)
        {
            talk.Fail($"{start.FileName} cannot be started: {e.Message}");
            return null;
        }
    }
}
