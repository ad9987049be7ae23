using ActorMesh.Cli.Applying;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Meshes;
using ActorMesh.Cli.Terminals;
using ActorMesh.Cli.Values;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.Hocon.Reading;

namespace ActorMesh.Cli.Control;

/// <summary>Applies the mesh file that a control node was started with, when nothing was ever applied.</summary>
internal sealed class FirstMesh(AuthorityClient authority, Talk talk, TimeProvider clock)
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for a leader for as long as it takes. Never throws: a mesh that cannot be applied is said, and the node runs on.</summary>
    public async Task Apply(string file, CancellationToken stop)
    {
        try
        {
            var upload = MeshUpload.Read(file, () => Stream.Null);
            if (upload.Mesh.Mesh is null)
            {
                foreach (var error in upload.Mesh.Findings.Where(finding => finding.Severity == DiagnosticSeverity.Error)) talk.Say(Excerpt.Of(error));
                talk.Fail($"{file}: {Counted.Of(upload.Mesh.Errors, "error")}; it was not applied: correct it, then actormesh apply {file}");
                return;
            }
            while (!await IsDone(upload, file, stop)) await Task.Delay(AskAgainAfter, clock, stop);
        }
        catch (OperationCanceledException)
        {
            // The node ends.
        }
        catch (Exception e) when (e is IOException or ControlRefusal)
        {
            talk.Fail($"{file} was not applied: {e.Message}; then: actormesh apply {file}");
        }
    }

    private async Task<bool> IsDone(MeshUpload upload, string file, CancellationToken stop)
    {
        try
        {
            if ((await authority.History(before: 0, count: 1, stop)).Current is { Stable: not null }) return true;
            var outcome = await authority.Apply(ApplyEndpoint.Message(new ApplyRequest(upload.Files, upload.Environment, MeshHistory.NoVersion, Author: Author.OfThisProcess, Message: $"as {file} was at the start")), stop);
            if (OutcomeAnswer.RefusalOf(outcome, "the mesh was not applied") is { } refusal) throw refusal;
            if (!outcome.Accepted.IsUnchanged) talk.Say($"{file} applied as version {outcome.Accepted.Revision.Version}");
            return true;
        }
        catch (ControlRefusal refusal) when (refusal.Error.Code is "no-leader" or "journal")
        {
            return false;
        }
        catch (ControlRefusal refusal) when (refusal.Error.Code is "conflict" or "rollout")
        {
            return true; // Somebody was faster.
        }
    }
}
