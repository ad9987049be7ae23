using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Actions;

/// <summary>A host made from the path by a pattern, if what comes out can be one.</summary>
internal sealed class HostFromPath(PatternReplacement replacement) : HostRewrite
{
    public override byte[]? NewHost(RequestHead head, ExchangeFacts facts)
    {
        var host = replacement.Replace(new TargetParts(head.Target).Path);
        return HostSyntax.IsPlausible(host) ? host : null;
    }
}
