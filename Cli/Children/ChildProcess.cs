using System.ComponentModel;
using System.Diagnostics;
using ActorMesh.Cli.Hosting;

namespace ActorMesh.Cli.Children;

/// <summary>
/// A process that runs. Its standard input is a pipe that stays open: it ends when this process does, even when this one is killed, and the
/// child takes that as its own end.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private const int PieceMax = 4096;

    private readonly Process _process;
    private readonly Task<int> _ended;

    private ChildProcess(Process process, LogFile log, LastLines errors)
    {
        _process = process;
        var output = Copy(process.StandardOutput.BaseStream, piece => log.Add(piece));
        var talk = Copy(process.StandardError.BaseStream, piece =>
        {
            log.Add(piece);
            errors.Add(piece);
        });
        _ended = Ended(process);

        async Task<int> Ended(Process running)
        {
            await running.WaitForExitAsync();
            // Whatever it has started ends with it. Else a grandchild could keep its port, and the pipes that are read here.
            ProcessGroup.Send(running.Id, ProcessGroup.Kill);
            await Task.WhenAll(output, talk);
            return running.ExitCode;
        }
    }

    public int Id => _process.Id;

    /// <summary>Ends with its exit code: over 128 a signal, as shells count.</summary>
    public Task<int> Exit => _ended;

    /// <param name="log">Gets all that it says.</param>
    /// <param name="errors">Get what it says to standard error.</param>
    /// <exception cref="IOException">It cannot be started; the message says why.</exception>
    public static ChildProcess Start(ChildCommand command, LogFile log, LastLines errors)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = command.Directory ?? "",
        };
        foreach (var (name, value) in command.Environment) start.Environment[name] = value;
        try
        {
            return new ChildProcess(Process.Start(start)!, log, errors);
        }
        catch (Win32Exception e)
        {
            throw new IOException($"{command.Name} cannot be started: {e.Message}", e);
        }
    }

    /// <summary>Asks it to end. It drains what is under way.</summary>
    public void AskToEnd()
    {
        if (OperatingSystem.IsWindows()) CloseInput();
        else if (!_process.HasExited) ProcessGroup.SendToOne(_process.Id, ProcessGroup.Terminate);
    }

    /// <summary>Ends it at once, with whatever it has started.</summary>
    public void Kill()
    {
        if (_process.HasExited) return;
        ProcessGroup.Send(_process.Id, ProcessGroup.Kill);
        _process.Kill(entireProcessTree: true);
    }

    public void Dispose() => _process.Dispose();

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has closed the other end first.
        }
    }

    private static async Task Copy(Stream from, SpanAction to)
    {
        var piece = new byte[PieceMax];
        try
        {
            while (await from.ReadAsync(piece) is > 0 and var length) to(piece.AsSpan(0, length));
        }
        catch (IOException)
        {
            // The pipe broke with the process.
        }
    }

    private delegate void SpanAction(ReadOnlySpan<byte> piece);
}
