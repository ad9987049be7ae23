using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>Puts the pieces of one node's share together. Pieces of an older one are forgotten.</summary>
internal sealed class ShareAssembly
{
    private (long Incarnation, long Sequence) _at;
    private RegistryShare?[] _pieces = [];

    /// <returns>All proxies of the share once its last piece is there, else null.</returns>
    public IReadOnlyList<RegisteredProxy>? Add(RegistryShare piece)
    {
        if (piece.Pieces is < 1 or > RegistryShares.PiecesMax || piece.Piece < 0 || piece.Piece >= piece.Pieces) return null;
        var at = (piece.Incarnation, piece.Sequence);
        if (at.CompareTo(_at) < 0) return null;
        if (at != _at || _pieces.Length != piece.Pieces) (_at, _pieces) = (at, new RegistryShare?[piece.Pieces]);
        _pieces[piece.Piece] = piece;
        return Array.TrueForAll(_pieces, known => known is not null) ? [.. _pieces.SelectMany(known => known!.Proxies)] : null;
    }
}
