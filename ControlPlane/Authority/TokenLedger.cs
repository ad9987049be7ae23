using System.Collections.Immutable;
using ActorMesh.Runtime.Contracts.Cluster;
using Google.Protobuf;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>The tokens that the journal knows of. Immutable; same entries, same ledger.</summary>
public sealed class TokenLedger
{
    /// <summary>Tokens that can be used.</summary>
    public const int LiveMax = 10_000;

    /// <summary>Tokens in one list.</summary>
    public const int ListMax = 1_000;

    /// <summary>How long one is remembered that can be used no more, so that who tries is told why.</summary>
    public static readonly TimeSpan RememberedFor = TimeSpan.FromHours(1);

    private readonly ImmutableDictionary<ByteString, JoinToken> _tokens;

    private TokenLedger(ImmutableDictionary<ByteString, JoinToken> tokens) => _tokens = tokens;

    public static TokenLedger Empty { get; } = new(ImmutableDictionary<ByteString, JoinToken>.Empty);

    /// <summary>The oldest first.</summary>
    public IEnumerable<JoinToken> All => _tokens.Values.OrderBy(token => token.CreatedAt).ThenBy(IdOf, StringComparer.Ordinal);

    public static TokenLedger Of(IEnumerable<JoinToken> tokens) => new(tokens.ToImmutableDictionary(token => token.Hash));

    /// <summary>What people call it: the first 8 bytes of its hash.</summary>
    public static string IdOf(JoinToken token) => Convert.ToHexStringLower(token.Hash.Span[..8]);

    public static bool IsLive(JoinToken token, DateTimeOffset now) => token.UsedAt is null && token.ExpiresAt.ToDateTimeOffset() > now;

    public int Live(DateTimeOffset now) => _tokens.Values.Count(token => IsLive(token, now));

    public JoinToken? Find(ByteString hash) => _tokens.GetValueOrDefault(hash);

    public JoinToken? Find(string id) => _tokens.Values.FirstOrDefault(token => IdOf(token) == id);

    public TokenList List()
    {
        var newest = All.Reverse().Take(ListMax).ToList();
        return new TokenList { Tokens = { newest }, LeftOut = _tokens.Count - newest.Count };
    }

    /// <returns>Null when the event is about something else.</returns>
    /// <exception cref="JournalException">It makes no sense after what was before it.</exception>
    internal TokenLedger? With(JournalEvent written) => written.EventCase switch
    {
        JournalEvent.EventOneofCase.TokenCreated when Find(written.TokenCreated.Hash) is null => new TokenLedger(Pruned(written.At.ToDateTimeOffset()).Add(written.TokenCreated.Hash, written.TokenCreated)),
        JournalEvent.EventOneofCase.TokenSpent when Find(written.TokenSpent.Hash) is { UsedAt: null } token =>
            new TokenLedger(_tokens.SetItem(token.Hash, new JoinToken(token) { UsedAt = written.At, RequestHash = written.TokenSpent.RequestHash })),
        JournalEvent.EventOneofCase.TokenRevoked when Find(written.TokenRevoked.Hash) is { } token => new TokenLedger(_tokens.Remove(token.Hash)),
        JournalEvent.EventOneofCase.TokenCreated or JournalEvent.EventOneofCase.TokenSpent or JournalEvent.EventOneofCase.TokenRevoked =>
            throw new JournalException($"the journal has a {written.EventCase} that makes no sense after what is before it"),
        _ => null,
    };

    // As many again may be remembered; then those that are of no use are forgotten at once.
    private ImmutableDictionary<ByteString, JoinToken> Pruned(DateTimeOffset now)
    {
        var at = _tokens.Count < 2 * LiveMax ? now - RememberedFor : now;
        return _tokens.RemoveRange(_tokens.Values.Where(token => (token.UsedAt ?? token.ExpiresAt).ToDateTimeOffset() <= at).Select(token => token.Hash));
    }
}
