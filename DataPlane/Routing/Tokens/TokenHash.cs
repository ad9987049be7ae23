using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>SHA-256 of a token: all that is kept of it.</summary>
internal readonly record struct TokenHash(UInt128 First, UInt128 Second)
{
    public static TokenHash Of(ReadOnlySpan<byte> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, hash);
        var halves = MemoryMarshal.Cast<byte, UInt128>(hash);
        return new TokenHash(halves[0], halves[1]);
    }
}
