using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Linting;

/// <summary>Reads mesh files, shows what is wrong with them, and says whether that is too much.</summary>
internal sealed class LintRun(LintOptions options, OutputFormat format, Terminal terminal)
{
    /// <param name="paths">As the user named them.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public int Run(IReadOnlyList<string> paths) => Report([.. paths.Select(path => CheckedMesh.Read(path, terminal.Input))]);

    internal int Report(IReadOnlyList<CheckedMesh> meshes)
    {
        var result = LintResult.Of(meshes, options.Ignores);
        var showNotes = options.ShowNotes || format != OutputFormat.Table;
        terminal.Print(format, () => LintShape.Of(result), () => CommandJson.Readable.LintShape, data =>
        {
            foreach (var finding in result.Findings.Where(finding => showNotes || finding.Severity > DiagnosticSeverity.Info))
                FindingText.Write(finding, data, terminal.Paint);
        });
        foreach (var idle in result.Idle) terminal.Talk.Warn(idle);
        terminal.Talk.Say(LintSummary.Of(result, showNotes));
        return result.ExitCode(options.FailOn);
    }
}
