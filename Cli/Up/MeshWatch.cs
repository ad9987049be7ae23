using ActorMesh.Cli.Applying;
using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Sidecars;
using ActorMesh.Cli.Values;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Up;

/// <summary>Applies the mesh file again whenever it changes. One with errors is told, and changes nothing.</summary>
/// <param name="services">Those that were started: others cannot join while all runs.</param>
internal sealed class MeshWatch(string file, IReadOnlyCollection<string> services, ControlClient client, IMeshDisplay display, TimeProvider clock)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(500);

    private IReadOnlyList<string> _files = [file];

    /// <param name="stop">Ends it.</param>
    public async Task Run(CancellationToken stop)
    {
        _files = FilesNow();
        var resting = new RestingFile(FileStamp.Of(_files));
        using var timer = new PeriodicTimer(LookInterval, clock);
        MeshUpload? due = null;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                if (resting.Look(FileStamp.Of(_files))) due = Read();
                if (due is not null && await IsApplied(due, stop)) due = null;
            }
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    /// <summary>One that is gone just now is applied when it comes back.</summary>
    private IReadOnlyList<string> FilesNow()
    {
        try
        {
            return FilesOf(MeshUpload.Read(file, () => Stream.Null));
        }
        catch (IOException)
        {
            return [file];
        }
    }

    private static IReadOnlyList<string> FilesOf(MeshUpload upload) => [.. upload.Mesh.Reading.Files.Select(one => one.Name).Prepend(upload.Mesh.File.Name).Distinct(StringComparer.Ordinal)];

    /// <returns>Null when there is nothing to apply.</returns>
    private MeshUpload? Read()
    {
        try
        {
            var upload = MeshUpload.Read(file, () => Stream.Null);
            _files = FilesOf(upload);
            if (upload.Mesh.Mesh is { } mesh)
            {
                var strangers = mesh.Services.Select(service => service.Name).Except(services, StringComparer.Ordinal).ToList();
                if (strangers.Count > 0) display.Note($"{file}: {string.Join(", ", strangers)} will run when this is ended and started again");
                return upload;
            }
            foreach (var error in upload.Mesh.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)) display.Note(Excerpt.Of(error));
            display.Note($"{file}: {Counted.Of(upload.Mesh.Errors, "error")}; nothing changes until {(upload.Mesh.Errors == 1 ? "it is" : "they are")} corrected");
        }
        catch (IOException e)
        {
            display.Note(e.Message);
        }
        return null;
    }

    /// <returns>False when it has to be tried again: the control node is starting.</returns>
    private async Task<bool> IsApplied(MeshUpload upload, CancellationToken stop)
    {
        try
        {
            // What was saved is meant; lint tells what is worse about it.
            var result = await client.Apply(new ApplyRequest(upload.Files, upload.Environment, Force: true, Author: Author.OfThisProcess, Message: $"{file} changed"), stop);
            display.Tell(result.IsUnchanged ? $"{file}: as before; version {result.Revision.Version} runs" : $"{file}: applied as version {result.Revision.Version}");
            return true;
        }
        catch (ControlFailure failure) when (failure.ExitCode == ExitCode.Unreachable || failure.Error?.Code == "journal")
        {
            return false;
        }
        catch (ControlFailure refused)
        {
            display.Note($"{file}: {refused.Message}");
            return true;
        }
    }
}
