using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Rig.Load;

/// <summary>The client that everyone has. Heads are part of the output (<c>-i</c>).</summary>
internal static class Curl
{
    /// <param name="arguments">As on a command line; none of them may hold a space unless it stands alone in the array.</param>
    public static async Task<CommandResult> Run(params string[] arguments)
    {
        var result = await Command.Run("curl", ["--silent", "--show-error", "--include", "--max-time", "20", "--noproxy", "*", .. arguments]);
        return result.ExitCode == 0 ? result : throw new InvalidOperationException($"curl {string.Join(' ', arguments)}: {result}");
    }
}
