using System.Security.Cryptography;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Decides about tokens: a history and a command make an event, or a refusal. Pure.</summary>
/// <param name="now">Of the wall clock.</param>
internal sealed class TokenDecision(MeshHistory history, DateTimeOffset now)
{
    public static readonly TimeSpan LifeMax = TimeSpan.FromDays(1);

    private readonly TokenLedger _ledger = history.Tokens;

    private const string AnotherOne = "have another one made: actormesh token create";

    public Decision Of(IMessage command) => command switch
    {
        CreateToken create => Of(create),
        SpendToken spend => Of(spend),
        FindToken find => Decision.Answer(Of(new SpendToken { Hash = find.Hash, RequestHash = find.RequestHash }).Outcome),
        RevokeToken revoke => Of(revoke),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    private Decision Of(CreateToken create)
    {
        if (create.Hash.Length != SHA256.HashSizeInBytes || _ledger.Find(create.Hash) is not null) return Refused(Reason.Invalid, "the token is no new one", "make another one");
        if (create.Author.Length > ChangeDecision.AuthorLengthMax) return Refused(Reason.Invalid, $"the author has {create.Author.Length} characters", $"{ChangeDecision.AuthorLengthMax} are the most");
        if (!SpiffeId.TryParse(create.Identity, out var id, out var problem) || id.Path.Length == 0)
            return Refused(Reason.Invalid, $"a token cannot be for this identity: {(problem.Length > 0 ? problem : "it names no workload")}", "name a service of the mesh");
        var life = create.ExpiresAt is { } end ? end.ToDateTimeOffset() - now : TimeSpan.Zero;
        if (life <= TimeSpan.Zero || life > LifeMax) return Refused(Reason.Invalid, "a token lives for more than nothing and at most a day", "10m is usual");
        if (_ledger.Live(now) >= TokenLedger.LiveMax) return Refused(Reason.TooLarge, $"there are {TokenLedger.LiveMax} tokens that were not used yet", "revoke some, or wait until they expire");
        var token = new JoinToken { Hash = create.Hash, Identity = create.Identity, CreatedAt = Timestamp.FromDateTimeOffset(now), ExpiresAt = create.ExpiresAt, Author = create.Author };
        return Written(new JournalEvent { TokenCreated = token }, token);
    }

    private Decision Of(SpendToken spend)
    {
        if (_ledger.Find(spend.Hash) is not { } token) return Refused(Reason.NotFound, "there is no such token", AnotherOne);
        if (token.UsedAt is not null && IsSame(token, spend) && token.ExpiresAt.ToDateTimeOffset() > now) return Decision.Answer(Accepted(token));
        if (token.UsedAt is { } used) return Refused(Reason.Conflict, $"the token for {token.Identity} was used at {used.ToDateTimeOffset():u}, and is good for once", AnotherOne);
        if (!TokenLedger.IsLive(token, now)) return Refused(Reason.Conflict, $"the token for {token.Identity} expired at {token.ExpiresAt.ToDateTimeOffset():u}", AnotherOne);
        if (token.CreatedAt.ToDateTimeOffset() <= history.RestoredAt)
            return Refused(Reason.Conflict, $"the token for {token.Identity} was made before the mesh was applied above a journal that is gone, and may have been used in what is gone", AnotherOne);
        return Written(new JournalEvent { TokenSpent = new TokenSpent { Hash = token.Hash, RequestHash = spend.RequestHash } }, token);
    }

    private Decision Of(RevokeToken revoke)
    {
        if (_ledger.Find(revoke.Id) is not { } token) return Refused(Reason.NotFound, $"there is no token {Hocon.Reading.Quoted.Of(revoke.Id)}", "actormesh token list names those that there are");
        return Written(new JournalEvent { TokenRevoked = new TokenRevoked { Hash = token.Hash } }, token);
    }

    private Decision Written(JournalEvent written, JoinToken token)
    {
        written.At = Timestamp.FromDateTimeOffset(now);
        return new Decision(written, Accepted(token));
    }

    // Whose answer was lost may ask again: it gets another certificate for the same key.
    private static bool IsSame(JoinToken token, SpendToken spend) => token.RequestHash.Length > 0 && token.RequestHash.Equals(spend.RequestHash);

    private static MeshOutcome Accepted(JoinToken token) => new() { Accepted = new MeshOutcome.Types.Accepted { Token = token } };

    private static Decision Refused(Reason reason, string what, string help) =>
        Decision.Answer(new MeshOutcome { Refused = new MeshOutcome.Types.Refused { Reason = reason, What = what, Help = help } });
}
