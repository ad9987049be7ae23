using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>POST /v1/roots/rotate</c>: begins to replace the root, or goes on at once.</summary>
internal sealed class RootRotateEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Post;

    public string Path => "/v1/roots/rotate";

    public string Takes => "{now, cutOff, author}";

    public string Summary => "replace the root, with both believed for as long as certificates live";

    public async Task Answer(HttpContext http)
    {
        var request = await RequestBody.Read(http, ControlJson.Readable.RotateRequest);
        var roots = await RootRotation.Take(context, imported: null, request, http);
        context.Talk.Say($"the mesh's root is being replaced: {string.Join(", ", roots.Roots.Select(root => $"{root.Name} {root.State}"))}");
        await http.AnswerJson(roots, ControlJson.Readable.RootListShape);
    }
}
