using ActorMesh.Tests.EndToEnd.Rig.Wire;

namespace ActorMesh.Tests.EndToEnd.Rig.Peers;

/// <summary>One thing that a recording backend saw, with the number of the connection it came on.</summary>
internal abstract record Recorded(int Connection)
{
    /// <summary>A whole request that means one thing only.</summary>
    internal sealed record Message(int Connection, WireRequest Request) : Recorded(Connection)
    {
        public override string ToString() => $"#{Connection} {Request}";
    }

    /// <summary>The connection ended within a request.</summary>
    internal sealed record Partial(int Connection, byte[] Raw) : Recorded(Connection)
    {
        public override string ToString() => $"#{Connection} part of a message: {Escaped.Show(Raw)}";
    }

    /// <summary>Bytes that a strict reader refuses: a proxy must never send such a thing.</summary>
    internal sealed record Violation(int Connection, string Reason, byte[] Raw) : Recorded(Connection)
    {
        public override string ToString() => $"#{Connection} VIOLATION ({Reason}): {Escaped.Show(Raw)}";
    }
}
