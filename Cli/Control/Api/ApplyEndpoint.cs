using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>POST /v1/apply</c>: makes a mesh the one that runs.</summary>
internal sealed class ApplyEndpoint(ControlContext context) : IControlEndpoint
{
    private const string NotApplied = "the mesh was not applied";

    public string Method => HttpMethods.Post;

    public string Path => "/v1/apply";

    public string Takes => "{files, environment, expectedVersion, force, author, message, canaryPercent, bake, dryRun, aboveEpoch, rename}";

    public string Summary => "check a mesh, keep it, and give it to the proxies";

    public async Task Answer(HttpContext http)
    {
        var request = await RequestBody.Read(http, ControlJson.Readable.ApplyRequest);
        var outcome = await context.Authority.Apply(Message(request), http.RequestAborted);
        if (OutcomeAnswer.RefusalOf(outcome, NotApplied) is { } refusal) throw refusal;
        if (!request.DryRun && !outcome.Accepted.IsUnchanged)
            context.Talk.Say($"version {outcome.Accepted.Revision.Version} applied by {Shown(outcome.Accepted.Revision.Author)}");
        await http.AnswerJson(ApplyResultShape.Of(outcome, request.DryRun), ControlJson.Readable.ApplyResultShape);
    }

    /// <exception cref="ControlRefusal">Something in it cannot be.</exception>
    internal static ApplyMesh Message(ApplyRequest request)
    {
        if (request.Files is not { Count: > 0 } files || files.Any(file => file?.Name is null || file.Text is null))
            throw ControlRefusal.BadRequest("there are no files", "send files: [{name, text}], the root file first");
        if (request.CanaryPercent is < 1 or > 99)
            throw ControlRefusal.BadRequest($"canaryPercent {request.CanaryPercent} is not from 1 to 99", "leave it out to give the mesh to all proxies at once");
        var bake = TimeSpan.Zero;
        if (request.Bake is { } text && !DurationText.TryParse(text, out bake, out var problem)) throw ControlRefusal.BadRequest($"bake: {problem}", "write a duration with its unit, as in 2m");
        if (request.CanaryPercent is null && request.Bake is not null) throw ControlRefusal.BadRequest("bake without canaryPercent", "say how many proxies of 100 get it first");
        var sources = new MeshSources();
        sources.Files.AddRange(files.Select(file => new MeshSources.Types.File { Name = file.Name, Text = file.Text }));
        sources.Environment.AddRange((request.Environment ?? new Dictionary<string, string>()).Select(pair => new MeshSources.Types.Variable { Name = pair.Key, Value = pair.Value ?? "" }));
        return new ApplyMesh
        {
            Document = Pack(sources),
            ExpectedVersion = request.ExpectedVersion ?? 0,
            Force = request.Force,
            Author = request.Author ?? "",
            Message = request.Message ?? "",
            CanaryPercent = request.CanaryPercent ?? 0,
            Bake = Duration.FromTimeSpan(bake),
            DryRun = request.DryRun,
            AboveEpoch = request.AboveEpoch ?? 0,
            Rename = request.Rename,
        };
    }

    private static MeshDocument Pack(MeshSources sources)
    {
        try
        {
            return MeshDocuments.Pack(sources);
        }
        catch (MeshDocumentException e)
        {
            throw new ControlRefusal(StatusCodes.Status413PayloadTooLarge, ErrorShape.Of("too-large", NotApplied, e.Message, "split the mesh into several"));
        }
    }

    private static string Shown(string author) => author.Length == 0 ? "somebody" : Hocon.Reading.Quoted.Of(author);
}
