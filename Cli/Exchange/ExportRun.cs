using System.Text.Json;
using ActorMesh.Cli.Commands;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Compiling;
using ActorMesh.Hocon.Exporting;
using ActorMesh.Hocon.Mesh;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Exchange;

/// <summary>Writes a mesh in another format, and says what that format has no place for.</summary>
/// <param name="failOn">The least severe diagnostic that makes it fail.</param>
internal sealed class ExportRun(CheckedMesh file, DiagnosticSeverity failOn, bool force, Terminal terminal)
{
    /// <param name="name">A service, or null for all.</param>
    /// <param name="to">A file; a folder for all; null for stdout, which takes one.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public int Envoy(EnvoyExport export, string? name, string? to) => WithMesh(mesh =>
    {
        if (name is not null)
        {
            if (mesh.Find(name) is { } service) return Write(export.Of(mesh, service, out var lost), to, lost);
            terminal.Talk.Fail(UnknownName.Of("service", name, file.File.Name, mesh.Services.Select(known => known.Name)));
            return ExitCode.NotFound;
        }

        if (to is not null) return EnvoyOfAll(export, mesh, to);
        if (mesh.Services is [var only]) return Write(export.Of(mesh, only, out var lostOfOnly), to, lostOfOnly);
        terminal.Talk.Fail($"{file.File.Name} has {Counted.Of(mesh.Services.Count, "service")}; name one with --service, or a folder for all with --to");
        return ExitCode.Usage;
    });

    /// <inheritdoc cref="Envoy"/>
    public int Json(string? to) => WithMesh(mesh =>
        Write(JsonSerializer.Serialize(MeshShape.Of(file, mesh), CommandJson.Readable.MeshShape) + "\n", to, []));

    /// <inheritdoc cref="Envoy"/>
    public int Compose(string? to) => WithMesh(mesh =>
    {
        var folder = to is null ? "" : Path.GetDirectoryName(Path.GetFullPath(to))!;
        var name = file.File.Name == MeshText.StandardInputName ? MeshFileArguments.Usual : file.File.Name;
        var meshPath = to is null ? name : Path.GetRelativePath(folder, Path.GetFullPath(name));
        // Compose takes a name without a folder for a volume.
        var mounted = Path.IsPathRooted(meshPath) || meshPath.StartsWith('.') ? meshPath : $"./{meshPath}";
        return Write(ComposeFile.Of(mesh, mounted, out var lost), to, lost);
    });

    private int EnvoyOfAll(EnvoyExport export, ServiceMesh mesh, string folder)
    {
        Directory.CreateDirectory(folder);
        List<Diagnostic> all = [];
        foreach (var service in mesh.Services)
        {
            new TargetFile(Path.Combine(folder, $"{service.Name}.{export.Extension}"), force).Write(export.Of(mesh, service, out var lost));
            all.AddRange(lost);
        }

        return Report(all);
    }

    private int WithMesh(Func<ServiceMesh, int> export)
    {
        if (file.Mesh is not { } mesh)
        {
            foreach (var finding in file.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)) terminal.Talk.Say(Excerpt.Of(finding));
            terminal.Talk.Fail($"{file.File.Name} has {Counted.Of(file.Errors, "error")}; nothing is written");
            return ExitCode.Findings;
        }

        try
        {
            return export(mesh);
        }
        catch (PlacementException e)
        {
            terminal.Talk.Fail(e.Message);
            return ExitCode.Findings;
        }
    }

    private int Write(string text, string? to, IReadOnlyList<Diagnostic> lost)
    {
        if (to is null) terminal.Data.Write(text);
        else new TargetFile(to, force).Write(text);
        return Report(lost);
    }

    private int Report(IReadOnlyList<Diagnostic> lost)
    {
        foreach (var diagnostic in lost) terminal.Talk.Say(diagnostic.ToString());
        if (lost.Count > 0) terminal.Talk.Say($"{Counted.Of(lost.Count, "thing")} not carried over");
        return lost.Any(diagnostic => diagnostic.Severity >= failOn) ? ExitCode.Findings : ExitCode.Done;
    }
}
