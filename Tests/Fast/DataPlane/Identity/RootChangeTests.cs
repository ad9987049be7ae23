using ActorMesh.DataPlane.Identity;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using Bundle = ActorMesh.Runtime.Identity.TrustBundle;

namespace ActorMesh.Tests.Fast.DataPlane.Identity;

/// <summary>A workload while one root of the mesh follows another.</summary>
public sealed class RootChangeTests : IdentityActorRig
{
    [Fact]
    public void Whom_nobody_believes_any_more_says_so_once_and_looks_for_a_token_by_itself()
    {
        File.WriteAllText(TokenPath, Token);
        Start();
        Until(() => Taken.Count == 1);
        using var other = new TestAuthority(Clock.GetUtcNow(), "CN=other");
        Answer = ask => ask.Token is null ? throw new IOException("The response ended prematurely") : Issue(ask, other);
        Believed = other.Bundle();
        AdvanceUntil(() => Standing is { Failures: > 1, Disbelief: not null });
        var said = Assert.Single(Reports().OfType<IdentityReport.Disbelieved>());
        Assert.Equal(("spiffe://shop.local/ns/default/sa/orders", TokenPath), (said.Id, said.TokenFile));
        Assert.Contains("no chain leads to a root", said.Reason, StringComparison.Ordinal);

        File.WriteAllText(TokenPath, Token.Replace("secret", "another", StringComparison.Ordinal));
        AdvanceUntil(() => Taken.Count == 2);
        Until(() => Standing is { Disbelief: null, LastError: null });
        Assert.Equal(1, Reported<IdentityReport.Disbelieved>());
    }

    [Fact]
    public void When_there_is_a_younger_root_the_next_is_asked_for_within_a_minute()
    {
        File.WriteAllText(TokenPath, Token);
        var actor = Start();
        Until(() => Taken.Count == 1);
        using var other = new TestAuthority(Clock.GetUtcNow(), "CN=other");
        Answer = ask => Issue(ask, other);
        var began = Clock.GetUtcNow();
        Believed = new Bundle(TestAuthority.Domain, [Authority.Certificate, other.Certificate], sequence: 3);
        AdvanceUntil(() => Taken.Count == 2);
        Assert.InRange(Clock.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        // It has one of the younger root now.
        for (var i = 0; i < 12; i++)
        {
            Advance(TimeSpan.FromSeconds(10));
            Settle(actor);
        }
        Assert.Equal(2, Asked.Count);
        Assert.Equal(Taken[0].Serial, Replaced);
        Assert.Equal(0, Reported<IdentityReport.Disbelieved>());
    }
}
