using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Distribution;

/// <summary>Orders all that was ever published: a later leader is right, whatever an earlier one still says.</summary>
/// <param name="Epoch">Of the leader; 0 for nothing yet.</param>
public readonly record struct PublicationOrder(long Epoch, long Sequence) : IComparable<PublicationOrder>
{
    public static readonly PublicationOrder None;

    public static PublicationOrder Of(PublishedMesh mesh) => new(mesh.Epoch, mesh.Sequence);

    public int CompareTo(PublicationOrder other) => (Epoch, Sequence).CompareTo((other.Epoch, other.Sequence));

    public static bool operator <(PublicationOrder left, PublicationOrder right) => left.CompareTo(right) < 0;

    public static bool operator >(PublicationOrder left, PublicationOrder right) => left.CompareTo(right) > 0;

    public static bool operator <=(PublicationOrder left, PublicationOrder right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PublicationOrder left, PublicationOrder right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"epoch {Epoch} sequence {Sequence}";
}
