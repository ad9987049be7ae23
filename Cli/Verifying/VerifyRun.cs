using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Linting;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Output;
using ActorMesh.Cli.Terminals;
using ActorMesh.Hocon.Findings;
using ActorMesh.Hocon.Findings.Calls;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Verifying;

/// <summary>Works out what a mesh does at worst, compiles every workload, and prints what came of it.</summary>
internal sealed class VerifyRun(LintOptions options, OutputFormat format, Terminal terminal)
{
    /// <param name="paths">As the user named them.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public int Run(IReadOnlyList<string> paths)
    {
        var files = paths.Select(path => WorkloadCheck.Of(CheckedMesh.Read(path, terminal.Input))).ToList();
        var showNotes = options.ShowNotes || format != OutputFormat.Table;
        var readable = files.Where(IsReadable).Select(Of).ToList();
        terminal.Print(format, () => VerificationListShape.Of(readable), () => CommandJson.Readable.VerificationListShape, data =>
        {
            foreach (var verification in readable) new VerificationText(verification, showNotes, terminal.Paint).Write(data);
        });
        var result = LintResult.Of(files, options.Ignores);
        terminal.Talk.Say(LintSummary.Of(result, showNotes));
        return result.ExitCode(options.FailOn);
    }

    private static Verification Of(CheckedMesh file) => new(
        file.File.Name, WorstCases.Of(file.Draft!), AccessMap.Of(file.Draft!), [.. file.Findings.Where(IsOfMesh)]);

    // A model of half a file would be a model of another mesh.
    private bool IsReadable(CheckedMesh file)
    {
        if (!file.Reading.HasErrors && file.Draft is not null) return true;
        foreach (var finding in file.Reading.Diagnostics.Where(finding => finding.Severity == DiagnosticSeverity.Error))
            terminal.Talk.Say(Excerpt.Of(finding with { Path = "" }));
        return false;
    }

    // Not what this version does not carry out: that is no property of the mesh.
    private static bool IsOfMesh(Diagnostic finding) =>
        finding.Code is { } code && Lessons.Find(code) is { Source: LessonSource.Mesh } && !code.StartsWith("AM09", StringComparison.Ordinal);
}
