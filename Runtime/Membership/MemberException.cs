namespace ActorMesh.Runtime.Membership;

/// <summary>A node that cannot be a member of a cluster as it is set up: the message says why, and what to do.</summary>
public sealed class MemberException : Exception
{
    public MemberException(string message)
        : base(message)
    {
    }
}
