using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.DataPlane.Identity;
using ActorMesh.DataPlane.Security;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Identity;

public sealed class ApplicationIdentityTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly ApplicationSide _side;

    public ApplicationIdentityTests() => _side = new ApplicationSide(_clock);

    public void Dispose() => _side.Dispose();

    [Fact]
    public async Task Before_its_sidecar_has_an_identity_it_has_none()
    {
        await Assert.ThrowsAsync<NoIdentityException>(() => Next());
        await Assert.ThrowsAsync<NoIdentityException>(() => Next(withKey: false));
        Assert.Equal(0, _side.Begun);
    }

    [Fact]
    public async Task Its_key_is_made_for_the_first_who_asks_and_is_not_the_sidecars()
    {
        var sidecar = _side.HaveSidecar();
        await Next(withKey: false);
        Assert.Equal(0, _side.Begun);
        var edition = await Next();
        await Next();
        Assert.Equal(1, _side.Begun);
        Assert.Equal("spiffe://shop.local/ns/default/sa/orders", $"{edition.Id}");
        Assert.NotEqual(sidecar.Tls.Certificate.GetPublicKeyString(), edition.Chain[0].GetPublicKeyString());
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(edition.ExportKey(), out _);
        Assert.Equal(edition.Chain[0].PublicKey.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
    }

    [Fact]
    public async Task A_renewal_is_told_at_once_and_once()
    {
        _side.HaveSidecar();
        var first = await Next();
        var second = Next(first);
        Assert.False(second.IsCompleted);
        _side.Renew();
        Assert.NotEqual(first.Chain[0].Thumbprint, (await second).Chain[0].Thumbprint);
        var third = Next(await second);
        _side.HaveSidecar();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task A_change_of_whom_the_mesh_trusts_is_told_to_all_and_the_same_again_to_nobody()
    {
        _side.HaveSidecar();
        var (known, bundle) = (await Next(), await Next(withKey: false));
        var (next, nextBundle) = (Next(known), Next(bundle, withKey: false));
        _side.Believe(_side.Authority);
        Assert.False(next.IsCompleted || nextBundle.IsCompleted);
        using var second = new TestAuthority(_clock.GetUtcNow(), "CN=second");
        _side.Believe(_side.Authority, second);
        Assert.Equal(2, (await next).Roots.Count);
        Assert.Equal(2, (await nextBundle).Roots.Count);
        Assert.Equal(known.Chain[0].Thumbprint, (await next).Chain[0].Thumbprint);
    }

    [Fact]
    public async Task Who_hears_late_of_older_roots_tells_the_newest()
    {
        var secrets = new SecretStore(_clock);
        TrustRoots? newer = null;
        secrets.Watch(name =>
        {
            // Put by another before the first who put some has told of them.
            if (Interlocked.Exchange(ref newer, null) is { } roots) secrets.Put(name, roots);
        });
        using var side = new ApplicationSide(_clock, secrets);
        side.HaveSidecar();
        using var second = new TestAuthority(_clock.GetUtcNow(), "CN=second");
        newer = new TrustRoots([side.Authority.Certificate, second.Certificate]);
        side.Believe(second);
        Assert.Equal(2, (await side.Identity.Next(null, withKey: false, CancellationToken.None)).Roots.Count);
    }

    [Fact]
    public async Task A_renewal_that_only_the_key_is_concerned_by_is_not_told_to_whoever_verifies()
    {
        _side.HaveSidecar();
        await Next();
        var next = Next(await Next(withKey: false), withKey: false);
        _side.Renew();
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Who_reads_slowly_is_told_the_newest_alone()
    {
        _side.HaveSidecar();
        var first = await Next();
        for (var i = 0; i < 5; i++) _side.Renew();
        var newest = await Next(first);
        Assert.False(Next(newest).IsCompleted);
    }

    [Fact]
    public async Task What_is_told_belongs_together_whatever_changes_meanwhile()
    {
        _side.HaveSidecar();
        var (told, checks) = (await Next(), 0);
        var changing = Task.Run(() =>
        {
            for (var i = 0; i < 40; i++)
            {
                _side.Authority = new TestAuthority(_clock.GetUtcNow(), $"CN=root {i}");
                _side.Renew();
            }
        });
        while (!changing.IsCompleted || checks == 0)
        {
            told = await Next();
            var verdict = new SvidVerifier(_clock).Verify(told.Chain[0], [], new TrustBundle(TestAuthority.Domain, told.Roots, 0));
            Assert.True(verdict.IsGood, $"{verdict.Problem?.Message}");
            checks++;
        }
        await changing;
        // And the sidecar believes whom its application believes.
        Assert.Equal((await Next()).Roots[0].Thumbprint, _side.Secrets.Roots(ApplicationSide.DomainName)!.Certificates[0].Thumbprint);
    }

    [Fact]
    public async Task What_has_ended_is_told_to_nobody_and_ends_who_waits()
    {
        _side.HaveSidecar();
        var known = await Next();
        var waiting = Next(known);
        for (var i = 0; i < 4 * 360; i++) _clock.Advance(TimeSpan.FromSeconds(10));
        var ended = await Assert.ThrowsAsync<NoIdentityException>(() => waiting);
        Assert.Contains("ended at", ended.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NoIdentityException>(() => Next());
    }

    [Fact]
    public async Task A_control_plane_that_does_not_answer_is_waited_for_and_not_for_ever()
    {
        using var side = new ApplicationSide(_clock) { Issues = false };
        side.HaveSidecar();
        var waiting = side.Identity.Next(null, withKey: true, CancellationToken.None);
        side.Identity.Publish(IdentityStatus.None with { LastError = "Unavailable: nobody leads" });
        _clock.Advance(ApplicationIdentity.Patience - TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains("nobody leads", (await Assert.ThrowsAsync<TimeoutException>(() => waiting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_becomes_somebody_else_has_nothing_of_who_it_was()
    {
        using var side = new ApplicationSide(_clock) { Issues = false };
        side.HaveSidecar();
        var waiting = side.Identity.Next(null, withKey: true, CancellationToken.None);
        side.Renew();
        var known = await waiting;
        side.HaveSidecar("payments");
        Assert.Equal(1, side.Ended);
        var next = side.Identity.Next(known, withKey: true, CancellationToken.None);
        side.Renew("orders"); // It was asked for before.
        Assert.False(next.IsCompleted);
        side.Renew("payments");
        Assert.Equal("spiffe://shop.local/ns/default/sa/payments", $"{(await next).Id}");
        Assert.Equal(2, side.Begun);
    }

    private Task<ApplicationEdition> Next(ApplicationEdition? told = null, bool withKey = true) => _side.Identity.Next(told, withKey, CancellationToken.None);
}
