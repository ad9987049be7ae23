using ActorMesh.Cli.Hosting;
using ActorMesh.Hocon.Mesh.Values;
using ActorMesh.DataPlane;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Admin;

/// <summary><c>POST /drain</c>: takes no more connections, lets what is under way end, and stays up to be looked at.</summary>
internal sealed class DrainEndpoint(AdminContext context) : IAdminEndpoint
{
    private int _begun;

    public string Method => HttpMethods.Post;

    public string Path => "/drain";

    public string Query => "?grace=20s";

    public string Summary => "take no more connections, let what is under way end; this API stays up";

    public Task Answer(HttpContext http)
    {
        var grace = context.Options.DrainLimit;
        if (http.Request.Query["grace"].ToString() is { Length: > 0 } text && !DurationText.TryParse(text, out grace, out var problem))
            return http.Answer(StatusCodes.Status400BadRequest, $"grace: {problem}\n");
        if (Interlocked.Exchange(ref _begun, 1) == 0) _ = Drain(grace);
        return http.AnswerJson(StateShape.Of(SidecarState.Draining), AdminJson.Readable.StateShape, StatusCodes.Status202Accepted);
    }

    private async Task Drain(TimeSpan grace)
    {
        context.Talk.Say($"POST /drain: draining, for at most {DurationText.Of(grace)}");
        try
        {
            if (await context.Sidecar.Drain(grace)) context.Talk.Say("POST /drain: drained");
            else context.Talk.Warn("POST /drain: the grace has passed, and what was still under way was cut");
        }
        catch (TimeoutException)
        {
            // The process was asked to end meanwhile, and that drain took the place of this one.
        }
    }
}
