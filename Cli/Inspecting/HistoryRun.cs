using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;

namespace ActorMesh.Cli.Inspecting;

/// <summary>Shows what was applied, when and by whom.</summary>
internal sealed class HistoryRun(ControlClient client, OutputFormat format, Terminal terminal, TimeProvider clock)
{
    /// <param name="before">Only versions below it; null for all.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="ControlFailure">The control plane did not answer.</exception>
    public async Task<int> Run(long? before, int count, CancellationToken stop)
    {
        var history = await client.History(before, count, stop);
        if (format == OutputFormat.Name)
        {
            foreach (var version in history.Versions) terminal.Data.WriteLine(version.Version);
            return ExitCode.Done;
        }
        terminal.Print(format, () => history, () => ControlJson.Readable.HistoryShape, data => Table(history, clock.GetUtcNow()).Write(data));
        if (history.Versions.Count == 0) terminal.Talk.Say("nothing was applied yet");
        return ExitCode.Done;
    }

    internal static TextTable Table(HistoryShape history, DateTimeOffset now)
    {
        var table = new TextTable();
        if (history.Versions.Count == 0) return table;
        table.Add("VERSION", "STATE", "AGE", "AUTHOR", "HASH", "MESSAGE");
        foreach (var version in history.Versions)
        {
            var restores = version.Restores is { } restored ? $"brings back {restored}" : "";
            var message = version.Message is null ? restores : restores.Length == 0 ? version.Message : $"{version.Message} ({restores})";
            table.Add($"{version.Version}", State(version, history.Current), AgeText.Of(now - version.AppliedAt), version.Author, version.Hash, message);
        }
        return table;
    }

    private static string State(RevisionShape version, PublicationShape current)
    {
        if (version.Version == current.Stable?.Version) return "running";
        return version.Version == current.Canary?.Version ? $"canary {current.CanaryPercent}%" : "-";
    }
}
