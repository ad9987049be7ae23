using System.Globalization;
using System.Text.RegularExpressions;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Rig.Load;

/// <summary>The load generator that counts what it could not use.</summary>
internal static partial class Wrk
{
    /// <summary>Runs for a time and returns requests answered, and those that were not 2xx or 3xx or met a socket error.</summary>
    public static async Task<(long Answered, long Failed, string Output)> Run(Uri url, TimeSpan duration, int connections = 32)
    {
        var seconds = (int)Math.Ceiling(duration.TotalSeconds);
        var result = await Command.Run("wrk", ["-t", "1", "-c", $"{connections}", "-d", $"{seconds}s", "--timeout", "5s", url.ToString()], duration + TimeSpan.FromSeconds(20));
        if (result.ExitCode != 0) throw new InvalidOperationException($"wrk: {result}");
        var answered = Answered().Match(result.Output) is { Success: true } total ? Number(total.Groups[1]) : 0;
        var failed = NotOk().Match(result.Output) is { Success: true } bad ? Number(bad.Groups[1]) : 0;
        var errors = SocketErrors().Match(result.Output);
        if (errors.Success) failed += errors.Groups.Cast<Group>().Skip(1).Sum(Number);
        return (answered, failed, result.Output);
    }

    private static long Number(Group group) => long.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(\d+) requests in", RegexOptions.None, 1000)]
    private static partial Regex Answered();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)", RegexOptions.None, 1000)]
    private static partial Regex NotOk();

    [GeneratedRegex(@"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", RegexOptions.None, 1000)]
    private static partial Regex SocketErrors();
}
