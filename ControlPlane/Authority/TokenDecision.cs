using System.Security.Cryptography;
using ActorMesh.Runtime.Contracts.Cluster;
using ActorMesh.Runtime.Identity;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.ControlPlane.Authority;

/// <summary>Decides about tokens: a ledger and a command make an event, or a refusal. Pure.</summary>
/// <param name="now">Of the wall clock.</param>
internal sealed class TokenDecision(TokenLedger ledger, DateTimeOffset now)
{
    public static readonly TimeSpan LifeMax = TimeSpan.FromDays(1);

    private const string AnotherOne = "have another one made: actormesh token create";

    public Decision Of(IMessage command) => command switch
    {
        CreateToken create => Of(create),
        SpendToken spend => Of(spend),
        RevokeToken revoke => Of(revoke),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    private Decision Of(CreateToken create)
    {
        if (create.Hash.Length != SHA256.HashSizeInBytes || ledger.Find(create.Hash) is not null) return Refused(Reason.Invalid, "the token is no new one", "make another one");
        if (create.Author.Length > ChangeDecision.AuthorLengthMax) return Refused(Reason.Invalid, $"the author has {create.Author.Length} characters", $"{ChangeDecision.AuthorLengthMax} are the most");
        if (!SpiffeId.TryParse(create.Identity, out var id, out var problem) || id.Path.Length == 0)
            return Refused(Reason.Invalid, $"a token cannot be for this identity: {(problem.Length > 0 ? problem : "it names no workload")}", "name a service of the mesh");
        var life = create.ExpiresAt is { } end ? end.ToDateTimeOffset() - now : TimeSpan.Zero;
        if (life <= TimeSpan.Zero || life > LifeMax) return Refused(Reason.Invalid, "a token lives for more than nothing and at most a day", "10m is usual");
        if (ledger.Live(now) >= TokenLedger.LiveMax) return Refused(Reason.TooLarge, $"there are {TokenLedger.LiveMax} tokens that were not used yet", "revoke some, or wait until they expire");
        var token = new JoinToken { Hash = create.Hash, Identity = create.Identity, CreatedAt = Timestamp.FromDateTimeOffset(now), ExpiresAt = create.ExpiresAt, Author = create.Author };
        return Written(new JournalEvent { TokenCreated = token }, token);
    }

    private Decision Of(SpendToken spend)
    {
        if (ledger.Find(spend.Hash) is not { } token) return Refused(Reason.NotFound, "there is no such token", AnotherOne);
        if (token.UsedAt is { } used) return Refused(Reason.Conflict, $"the token for {token.Identity} was used at {used.ToDateTimeOffset():u}, and is good for once", AnotherOne);
        if (!TokenLedger.IsLive(token, now)) return Refused(Reason.Conflict, $"the token for {token.Identity} expired at {token.ExpiresAt.ToDateTimeOffset():u}", AnotherOne);
        return Written(new JournalEvent { TokenSpent = new TokenSpent { Hash = token.Hash } }, token);
    }

    private Decision Of(RevokeToken revoke)
    {
        if (ledger.Find(revoke.Id) is not { } token) return Refused(Reason.NotFound, $"there is no token {Hocon.Reading.Quoted.Of(revoke.Id)}", "actormesh token list names those that there are");
        return Written(new JournalEvent { TokenRevoked = new TokenRevoked { Hash = token.Hash } }, token);
    }

    private Decision Written(JournalEvent written, JoinToken token)
    {
        written.At = Timestamp.FromDateTimeOffset(now);
        return new Decision(written, new MeshOutcome { Accepted = new MeshOutcome.Types.Accepted { Token = token } });
    }

    private static Decision Refused(Reason reason, string what, string help) =>
        Decision.Answer(new MeshOutcome { Refused = new MeshOutcome.Types.Refused { Reason = reason, What = what, Help = help } });
}
