using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Cli.Hosting;
using ActorMesh.Runtime.Membership;
using Microsoft.AspNetCore.Http;

namespace ActorMesh.Cli.Control.Api;

/// <summary><c>GET /ready</c>: 200 while this node is a member and sees a majority of control nodes, else 503. A mesh that was never applied is no reason.</summary>
internal sealed class ReadyEndpoint(ControlContext context) : IControlEndpoint
{
    public string Method => HttpMethods.Get;

    public string Path => "/ready";

    public string Summary => "200 while a majority of control nodes is there, else 503 and why";

    public Task Answer(HttpContext http)
    {
        var ready = Judge(context.Members(), context.Feed.Current.Sequence == 0);
        return http.AnswerJson(ready, ControlJson.Readable.ReadyShape, ready.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    internal static ReadyShape Judge(IReadOnlyList<MemberShape> members, bool isNothingApplied)
    {
        var control = members.Where(member => member.Roles.Contains(MemberRole.Control, StringComparer.Ordinal)).ToList();
        var there = control.Count(member => member.State is MemberShape.Up);
        if (control.FirstOrDefault(member => member.IsSelf) is not { } self) return ReadyShape.Of(false, ["this node has not joined its cluster yet"]);
        if (self.State != MemberShape.Up) return ReadyShape.Of(false, [$"this node is {self.State}"]);
        if (there * 2 <= control.Count) return ReadyShape.Of(false, [$"{there} of {control.Count} control nodes can be reached; a majority is needed"]);
        return ReadyShape.Of(true, isNothingApplied ? ["nothing was applied yet"] : []);
    }
}
