using ActorMesh.Runtime.Contracts.Cluster;

namespace ActorMesh.ControlPlane.Registry;

/// <summary>Puts the pieces of what one node tells together. Pieces of what it told before are forgotten.</summary>
internal sealed class ShareAssembly
{
    private (long Incarnation, long Sequence, long Since) _at;
    private RegistryShare?[] _pieces = [];

    /// <returns>All proxies of it once its last piece is there, else null.</returns>
    public IReadOnlyList<RegisteredProxy>? Add(RegistryShare piece)
    {
        if (piece.Pieces is < 1 or > RegistryShares.PiecesMax || piece.Piece < 0 || piece.Piece >= piece.Pieces) return null;
        var at = (piece.Incarnation, piece.Sequence, piece.Since);
        if (at != _at || _pieces.Length != piece.Pieces) (_at, _pieces) = (at, new RegistryShare?[piece.Pieces]);
        _pieces[piece.Piece] = piece;
        if (!Array.TrueForAll(_pieces, known => known is not null)) return null;
        List<RegisteredProxy> all = [.. _pieces.SelectMany(known => known!.Proxies)];
        (_at, _pieces) = (default, []);
        return all;
    }
}
