using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>Whose tokens are good, and for whom (JwtProvider).</summary>
/// <param name="Audiences">One of them must be among the token's; none: any.</param>
/// <param name="Local">Null: they are fetched from <paramref name="Remote"/>.</param>
/// <param name="Forwards">Whether the application gets the token.</param>
/// <param name="Skew">By which clocks may differ.</param>
internal sealed record TokenProvider(string Issuer, IReadOnlyList<string> Audiences, KeySet? Local, RemoteKeys? Remote, bool Forwards, TimeSpan Skew)
{
    private volatile KeyCell? _cell;

    public VerifiedTokens Verified { get; } = new();

    public KeySet? KeysOf(ExchangeFacts facts) => Local ?? CellOf(facts)?.Keys;

    /// <summary>A token was signed by a key that is not there: it may be new.</summary>
    public void MissKey(ExchangeFacts facts) => CellOf(facts)?.Miss();

    private KeyCell? CellOf(ExchangeFacts facts) => Remote is null ? null : _cell ??= facts.Keys?.Of(Remote.Address);
}
