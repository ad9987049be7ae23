using System.Buffers;
using ActorMesh.DataPlane.Routing.Matching;

namespace ActorMesh.DataPlane.Routing.Authorization;

/// <summary>Asks for the host in the form in which routes compare it: in lower case, without the dot that ends a full name.</summary>
internal sealed class HostTest(ValueTest test, bool invert) : AccessTest
{
    private const int StackBytesMax = 256;

    public override bool Holds(in AccessInput input)
    {
        var authority = input.Request.Head.Authority;
        byte[]? rented = null;
        var buffer = authority.Length <= StackBytesMax ? stackalloc byte[StackBytesMax] : rented = ArrayPool<byte>.Shared.Rent(authority.Length);
        var passes = test.Passes(AuthorityName.Normalise(authority, ignorePort: false, buffer));
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return passes != invert;
    }
}
