using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.Cli.Control.Shapes;

/// <summary>An accepted mesh.</summary>
/// <param name="Epoch">Of the leader that accepted it.</param>
/// <param name="Hash">Of its text, files and environment: the first 12 of 64 hexadecimal digits.</param>
/// <param name="Restores">The version that it brings back; null for none.</param>
internal sealed record RevisionShape(
    long Version, long Epoch, string Hash, string Author, string? Message, DateTimeOffset AppliedAt, long? Restores)
{
    private const int DigitsShown = 12;

    public static RevisionShape Of(MeshRevision revision) => new(
        revision.Version,
        revision.Epoch,
        Convert.ToHexStringLower(revision.Hash.Span) is { Length: > DigitsShown } hash ? hash[..DigitsShown] : "",
        revision.Author,
        revision.Message.Length == 0 ? null : revision.Message,
        revision.AppliedAt?.ToDateTimeOffset() ?? DateTimeOffset.UnixEpoch,
        revision.Restores == 0 ? null : revision.Restores);
}
