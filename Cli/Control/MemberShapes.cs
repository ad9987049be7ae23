using ActorMesh.Cli.Control.Shapes;
using ActorMesh.Runtime.Membership;

namespace ActorMesh.Cli.Control;

/// <summary>The cluster as a node sees it, for the API.</summary>
internal static class MemberShapes
{
    public static IReadOnlyList<MemberShape> Of(IReadOnlyList<MemberView> members) =>
        [.. members.Select(member => new MemberShape($"{member.Address}", member.Roles, member.IsReachable ? member.Status : MemberShape.Unreachable, Leads: false, member.IsSelf))];
}
