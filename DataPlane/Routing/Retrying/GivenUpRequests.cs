using System.IO.Hashing;
using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Retrying;

/// <summary>
/// Which requests this proxy gave up on lately, and why. A sidecar calls on behalf of its application and answers on its behalf too: what the
/// outbound side gave up on, the inbound side finds here by the request id that the application passes on, and says so in the answer.
/// </summary>
/// <remarks>Bounded: each entry has one of 4096 places, and a newer one takes it over. Touched by failures alone.</remarks>
public sealed class GivenUpRequests(TimeProvider clock)
{
    private const int Places = 4096;

    /// <summary>An answer that comes later than this has another cause.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly Entry?[] _places = new Entry?[Places];

    /// <summary>The request with this id was given up.</summary>
    /// <param name="requestId">The value of x-request-id; an empty one is nobody's.</param>
    /// <param name="text">Who gave up on what.</param>
    public void Note(ReadOnlySpan<byte> requestId, string text)
    {
        if (requestId.IsEmpty) return;
        var hash = XxHash128.HashToUInt128(requestId);
        Volatile.Write(ref _places[(int)(hash % Places)], new Entry(hash, text, clock.Now));
    }

    /// <summary>What was noted of the request with this id in the last 30 s; null for nothing.</summary>
    public string? Find(ReadOnlySpan<byte> requestId)
    {
        if (requestId.IsEmpty) return null;
        var hash = XxHash128.HashToUInt128(requestId);
        return Volatile.Read(ref _places[(int)(hash % Places)]) is { } entry && entry.Hash == hash && clock.Now - entry.At < Kept ? entry.Text : null;
    }

    private sealed record Entry(UInt128 Hash, string Text, Instant At);
}
