using ActorMesh.Runtime.Time;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>Whose tokens are good, and for whom (JwtProvider).</summary>
/// <param name="Audiences">One of them must be among the token's; none: any.</param>
/// <param name="Local">Those that were there from the beginning; null: they are fetched.</param>
/// <param name="Origin">Where newer ones come from; null: there are none.</param>
/// <param name="Forwards">Whether the application gets the token.</param>
/// <param name="Skew">By which clocks may differ.</param>
internal sealed record TokenProvider(string Issuer, IReadOnlyList<string> Audiences, KeySet? Local, KeyOrigin? Origin, bool Forwards, TimeSpan Skew)
{
    private volatile KeyCell? _cell;

    public VerifiedTokens Verified { get; } = new();

    public KeySet? KeysOf(ExchangeFacts facts) => CellOf(facts)?.Keys ?? Local;

    /// <summary>A token was signed by a key that is not there: it may be new.</summary>
    public void MissKey(ExchangeFacts facts) => CellOf(facts)?.Miss();

    private KeyCell? CellOf(ExchangeFacts facts) => Origin is null ? null : _cell ??= facts.Keys?.Of(Origin.Address);
}
