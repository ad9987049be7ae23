namespace ActorMesh.Cli.Control.Shapes;

/// <summary>A member of the cluster, as the node that is asked sees it.</summary>
/// <param name="Address">host:port</param>
/// <param name="Roles"><c>control</c>, <c>sidecar</c>.</param>
/// <param name="State"><c>up</c>, <c>joining</c>, <c>leaving</c>, <c>unreachable</c>, ...</param>
/// <param name="Leads">It accepts what is applied.</param>
/// <param name="IsSelf">It is the node that was asked.</param>
internal sealed record MemberShape(string Address, IReadOnlyList<string> Roles, string State, bool Leads, bool IsSelf)
{
    public const string Up = "up", Unreachable = "unreachable";
}
