using System.ComponentModel;
using System.Diagnostics;

namespace ActorMesh.Tests.EndToEnd.Rig.Networks;

/// <summary>The program <c>ip</c>, which arranges interfaces and namespaces.</summary>
internal static class Ip
{
    /// <exception cref="InvalidOperationException">It is not there, or refused.</exception>
    public static void Run(params string[] arguments)
    {
        if (TryRun(arguments) is { } problem) throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {problem}");
    }

    /// <returns>What it said when it refused; null when it did not.</returns>
    public static string? TryRun(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : said.Trim();
        }
        catch (Win32Exception e)
        {
            return e.Message;
        }
    }
}
