using System.Diagnostics;

namespace ActorMesh.Tests.EndToEnd.Rig.Processes;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <param name="input">What it reads.</param>
    /// <exception cref="TimeoutException">It still ran after the limit, and was killed.</exception>
    public static async Task<CommandResult> Run(string program, IEnumerable<string> arguments, TimeSpan? within = null, string input = "")
    {
        using var limit = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(30));
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} still ran at the limit.", late);
        }

        return new CommandResult(process.ExitCode, await output, await errors);
    }
}
