using Google.Protobuf;

namespace ActorMesh.DataPlane.Configuration.Discovery;

/// <summary>What a sidecar finds on disk when it starts.</summary>
/// <param name="Kept">What to start with; null for nothing.</param>
/// <param name="IsProven">Whether an earlier life has lived with it for a while.</param>
/// <param name="Remarks">What is wrong with the files, and what was done about it.</param>
/// <param name="Refused">Resources that ended the process more than once, by <see cref="BootGuard.KeyOf"/>.</param>
internal sealed record KeptStart(KeptConfiguration? Kept, bool IsProven, IReadOnlyList<string> Remarks, IReadOnlySet<ByteString> Refused)
{
    public static readonly KeptStart Nothing = new(null, IsProven: false, [], new HashSet<ByteString>());

    /// <summary>The disk does not say.</summary>
    public static readonly KeptStart Late = Nothing with { Remarks = ["the disk does not say what was kept; it goes on without"] };
}
