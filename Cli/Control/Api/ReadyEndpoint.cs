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

    public bool IsAlwaysAnswered => true;

    public bool IsOpen => true;

    public Task Answer(HttpContext http)
    {
        var ready = Judge(context.Members(), context.Feed.Current.Sequence == 0, context.Distribution().Summary?.Trouble ?? "");
        return http.AnswerJson(ready, ControlJson.Readable.ReadyShape, ready.IsReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <param name="trouble">Why nothing can be changed, as whoever leads said; empty when it can. The node serves all the same.</param>
    internal static ReadyShape Judge(IReadOnlyList<MemberView> members, bool isNothingApplied, string trouble)
    {
        var control = members.Where(member => member.Roles.Contains(MemberRole.Control, StringComparer.Ordinal)).ToList();
        if (control.Find(member => member.IsSelf) is not { } self) return ReadyShape.Of(false, ["this node has not joined its cluster yet"]);
        if (self.Status != MemberShape.Up) return ReadyShape.Of(false, [$"this node is {self.Status}"]);
        if (!MemberView.HasMajority(control, MemberRole.Control))
            return ReadyShape.Of(false, [$"{control.Count(member => member.IsReachable)} of {control.Count} control nodes can be reached; a majority is needed"]);
        return ReadyShape.Of(true, [.. isNothingApplied ? ["nothing was applied yet"] : Array.Empty<string>(), .. trouble.Length > 0 ? [$"nothing can be changed: {trouble}"] : Array.Empty<string>()]);
    }
}
