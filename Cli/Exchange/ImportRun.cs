using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Importing;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Exchange;

/// <summary>Turns files of another format into a mesh file, and says what was lost.</summary>
/// <param name="failOn">The least severe diagnostic that makes it fail.</param>
internal sealed class ImportRun(Func<IReadOnlyList<SourceFile>, ImportReading> import, DiagnosticSeverity failOn, Terminal terminal)
{
    /// <param name="paths">As the user named them.</param>
    /// <param name="target">Null: stdout.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public int Run(IReadOnlyList<string> paths, TargetFile? target)
    {
        var reading = import([.. paths.Select(path => MeshText.Read(path, terminal.Input))]);
        foreach (var diagnostic in reading.Diagnostics) terminal.Talk.Say(diagnostic.ToString());
        if (reading.Text is null)
        {
            terminal.Talk.Fail($"nothing in {string.Join(", ", paths)} could be read");
            return ExitCode.Failed;
        }

        if (target is null) terminal.Data.Write(reading.Text);
        else target.Write(reading.Text);
        terminal.Talk.Say(Summary(reading, paths.Count, target));
        return reading.Diagnostics.Any(diagnostic => diagnostic.Severity >= failOn) ? ExitCode.Findings : ExitCode.Done;
    }

    private static string Summary(ImportReading reading, int files, TargetFile? target)
    {
        var errors = Count(DiagnosticSeverity.Error);
        var counts = $"{Counted.Of(Count(DiagnosticSeverity.Warning), "thing")} not carried over, {Counted.Of(Count(DiagnosticSeverity.Info), "thing")} approximated";
        var written = target is null ? "" : $"; next: actormesh lint {target.Path}";
        return $"{(errors > 0 ? $"{Counted.Of(errors, "error")}, " : "")}{counts} in {Counted.Of(files, "file")}{written}";

        int Count(DiagnosticSeverity severity) => reading.Diagnostics.Count(diagnostic => diagnostic.Severity == severity);
    }
}
