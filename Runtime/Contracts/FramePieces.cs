using Google.Protobuf;

namespace ActorMesh.Runtime.Contracts;

/// <summary>
/// Cuts what one node tells another into pieces that are far lighter than a message between nodes may be: the heartbeats of the cluster travel
/// on the same connections and do not wait for long.
/// </summary>
public static class FramePieces
{
    /// <summary>Of one piece, in bytes. A part that weighs more is a piece by itself.</summary>
    public const int BytesMax = 256 * 1024;

    /// <returns>All parts, in their order; no piece for no part.</returns>
    public static IEnumerable<IReadOnlyList<T>> Cut<T>(IEnumerable<T> parts)
        where T : IMessage
    {
        List<T> piece = [];
        var bytes = 0;
        foreach (var part in parts)
        {
            var more = part.CalculateSize();
            if (piece.Count > 0 && bytes + more > BytesMax)
            {
                yield return piece;
                (piece, bytes) = ([], 0);
            }
            piece.Add(part);
            bytes += more;
        }
        if (piece.Count > 0) yield return piece;
    }
}
