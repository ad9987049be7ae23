using System.Security.Cryptography;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.Runtime.Contracts.Cluster;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Xunit;
using History = ActorMesh.ControlPlane.Authority.MeshHistory;
using Reason = ActorMesh.Runtime.Contracts.Cluster.MeshOutcome.Types.Refused.Types.Reason;

namespace ActorMesh.Tests.Fast.ControlPlane.Authority;

/// <summary>A token lets one workload in, once, and in time.</summary>
public sealed class TokenDecisionTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private History _history = History.Empty;
    private DateTimeOffset _now = Start;

    [Fact]
    public void It_is_good_once()
    {
        Assert.NotNull(Carry(Create(1)).Accepted);

        Assert.Equal("spiffe://shop.local/ns/default/sa/w1", Carry(Spend(1)).Accepted?.Token.Identity);
        var again = Carry(Spend(1)).Refused;
        Assert.Equal(Reason.Conflict, again.Reason);
        Assert.Contains("2026-01-01 00:00:00Z", again.What, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_good_until_it_expires()
    {
        Carry(Create(1));
        Carry(Create(2));
        _now = Start.AddMinutes(10).AddTicks(-1);
        Assert.NotNull(Carry(Spend(1)).Accepted);
        _now = Start.AddMinutes(10);
        Assert.Contains("expired", Carry(Spend(2)).Refused.What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_very_same_request_may_come_again_until_the_token_expires()
    {
        var (one, other) = (ByteString.CopyFromUtf8("one"), ByteString.CopyFromUtf8("other"));
        Carry(Create(1));
        Assert.NotNull(Carry(Find(1, one)).Accepted);
        Assert.NotNull(Carry(Spend(1, one)).Accepted);
        var sequence = _history.Sequence;

        Assert.NotNull(Carry(Spend(1, one)).Accepted);
        Assert.NotNull(Carry(Find(1, one)).Accepted);
        Assert.Equal(Reason.Conflict, Carry(Spend(1, other)).Refused.Reason);
        Assert.Equal(Reason.Conflict, Carry(Find(1, ByteString.Empty)).Refused.Reason);
        _now = Start.AddMinutes(10);
        Assert.Equal(Reason.Conflict, Carry(Spend(1, one)).Refused.Reason);
        Assert.Equal(sequence, _history.Sequence);
    }

    [Fact]
    public void What_was_made_before_the_journal_was_given_up_lets_nobody_in()
    {
        Carry(Create(1));
        Carry(new ApplyMesh { Document = Documents.Meshes.Numbered(1), AboveEpoch = 7 });
        Assert.Contains("may have been used in what is gone", Carry(Spend(1)).Refused.What, StringComparison.Ordinal);
        var resumed = HistorySnapshot.Read(JournalSnapshot.Parser.ParseFrom(HistorySnapshot.Of(_history).ToByteArray()));
        Assert.Equal(Start, resumed.RestoredAt);

        _now = Start.AddSeconds(1);
        Carry(Create(2));
        Assert.NotNull(Carry(Spend(2)).Accepted);
    }

    [Fact]
    public void What_was_revoked_or_never_made_lets_nobody_in()
    {
        Carry(Create(1));
        Assert.NotNull(Carry(new RevokeToken { Id = Id(1) }).Accepted);

        Assert.Equal(Reason.NotFound, Carry(Spend(1)).Refused.Reason);
        Assert.Equal(Reason.NotFound, Carry(Spend(2)).Refused.Reason);
        Assert.Equal(Reason.NotFound, Carry(new RevokeToken { Id = Id(1) }).Refused.Reason);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Carry(Create(1));
        Assert.Equal(Reason.Invalid, Carry(Create(1)).Refused.Reason);
        Assert.Equal(Reason.Invalid, Carry(new CreateToken(Create(2)) { Hash = ByteString.CopyFromUtf8("short") }).Refused.Reason);
        Assert.Equal(Reason.Invalid, Carry(new CreateToken(Create(2)) { Identity = "spiffe://shop.local" }).Refused.Reason);
        Assert.Equal(Reason.Invalid, Carry(new CreateToken(Create(2)) { Identity = "spiffe://shop.local/ns//sa/x" }).Refused.Reason);
        Assert.Equal(Reason.Invalid, Carry(new CreateToken(Create(2)) { ExpiresAt = Timestamp.FromDateTimeOffset(_now) }).Refused.Reason);
        Assert.Equal(Reason.Invalid, Carry(new CreateToken(Create(2)) { ExpiresAt = null }).Refused.Reason);
        Assert.Equal(Reason.Invalid, Carry(new CreateToken(Create(2)) { ExpiresAt = Timestamp.FromDateTimeOffset(_now.AddDays(1).AddSeconds(1)) }).Refused.Reason);
        Assert.Equal(Reason.Invalid, Carry(new CreateToken(Create(2)) { Author = new string('a', 257) }).Refused.Reason);
    }

    [Fact]
    public void There_is_an_end_to_how_many_there_are_and_old_ones_are_forgotten()
    {
        for (var i = 0; i < TokenLedger.LiveMax; i++) Carry(Create(i));
        Assert.Equal(Reason.TooLarge, Carry(Create(TokenLedger.LiveMax)).Refused.Reason);

        Carry(Spend(0));
        Assert.NotNull(Carry(Create(TokenLedger.LiveMax)).Accepted);
        Assert.Equal((TokenLedger.ListMax, 10_001 - TokenLedger.ListMax), (_history.Tokens.List().Tokens.Count, _history.Tokens.List().LeftOut));

        _now = Start.AddHours(2);
        Carry(Create(-1));
        Assert.Single(_history.Tokens.All);
    }

    /// <summary>Whatever is done in whatever order: a token is spent once at most, and a snapshot comes to the same as the entries.</summary>
    [Fact]
    public void No_order_of_commands_spends_one_twice() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 4], Gen.Int[0, 400]).List[1, 60].Sample(steps =>
        {
            var (history, now) = (History.Empty, Start);
            var spent = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (kind, number, seconds) in steps)
            {
                now = now.AddSeconds(seconds);
                var hash = Hash(number, generation: 0);
                IMessage command = kind switch
                {
                    0 => new CreateToken { Hash = hash, Identity = $"spiffe://shop.local/w{number}", ExpiresAt = Timestamp.FromDateTimeOffset(now.AddMinutes(10)) },
                    1 => new RevokeToken { Id = Convert.ToHexStringLower(hash.Span[..8]) },
                    _ => new SpendToken { Hash = hash },
                };
                var decision = new ChangeDecision(history, now).Of(command);
                if (decision.Event is null) continue;
                history = history.With(history.Seal(decision.Event), history.Sequence + 1);
                // It may be made anew once the old one is revoked or forgotten.
                if (kind == 0) spent.Remove(hash.ToBase64());
                if (kind > 1) Assert.True(spent.Add(hash.ToBase64()));
            }
            var resumed = HistorySnapshot.Read(JournalSnapshot.Parser.ParseFrom(HistorySnapshot.Of(history).ToByteArray()));
            Assert.Equal(history.Tokens.All, resumed.Tokens.All);
            Assert.Equal((history.Sequence, 0), (resumed.Sequence, (int)history.MeshSequence));
        });

    private MeshOutcome Carry(IMessage command)
    {
        var decide = new ChangeDecision(_history, _now);
        var decision = command is ApplyMesh apply ? decide.Of(apply, [], []) : decide.Of(command);
        if (decision.Event is { } written) _history = _history.With(_history.Seal(written), _history.Sequence + 1);
        return decision.Outcome;
    }

    private CreateToken Create(int number) => new()
    {
        Hash = Hash(number, 0), Identity = $"spiffe://shop.local/ns/default/sa/w{number}", ExpiresAt = Timestamp.FromDateTimeOffset(_now.AddMinutes(10)), Author = "ann",
    };

    private static SpendToken Spend(int number, ByteString? request = null) => new() { Hash = Hash(number, 0), RequestHash = request ?? ByteString.Empty };

    private static FindToken Find(int number, ByteString request) => new() { Hash = Hash(number, 0), RequestHash = request };

    private static string Id(int number) => Convert.ToHexStringLower(Hash(number, 0).Span[..8]);

    private static ByteString Hash(int number, int generation) => UnsafeByteOperations.UnsafeWrap(SHA256.HashData(BitConverter.GetBytes(((long)generation << 32) | (uint)number)));
}
