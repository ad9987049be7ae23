using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Authority;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Boot;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.ControlPlane.Authority;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>A node that starts while the database is away has the roots that it had.</summary>
public sealed class RootFileTests : IDisposable
{
    private static readonly SealingKey Sealing = SealingKey.OfKey(new byte[32], "a.key");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actormesh-roots-");
    private readonly JournalFile _database = new();

    private string File => Path.Combine(_folder.FullName, "roots.last-good");

    private JournalSettings Away => JournalSettings.OfFile(Path.Combine(_folder.FullName, "no-such-folder", "mesh.db"));

    public void Dispose()
    {
        _database.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void What_was_kept_signs_while_the_database_is_away()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var before = Open(_database.Settings);
        before.Rotate(imported: null, goesOn: false, "ann");

        var after = Open(Away);

        Assert.Equal(before.Bundle.Sha256, after.Bundle.Sha256);
        Assert.Equal(2, after.Bundle.Sequence);
        Assert.Equal("root-1", after.Issue(new PublicKey(key), SpiffeId.Parse("spiffe://mesh.local/x")).Issuer);
        after.Refresh();
        var refused = Assert.Throws<RootStoreException>(() => after.Rotate(imported: null, goesOn: true, "ann"));
        Assert.True(refused.IsUnreachable);
    }

    [Fact]
    public void With_nothing_kept_it_says_that_the_database_is_away_and_makes_no_root()
    {
        Assert.True(Assert.Throws<RootStoreException>(() => Open(Away)).IsUnreachable);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void What_is_torn_is_as_if_it_were_not_there()
    {
        Open(_database.Settings);
        System.IO.File.WriteAllBytes(File, System.IO.File.ReadAllBytes(File)[..^5]);

        Assert.Throws<RootStoreException>(() => Open(Away));
        Open(_database.Settings);
        Assert.NotNull(Open(Away));
    }

    [Fact]
    public void A_damaged_row_is_not_papered_over_by_what_was_kept()
    {
        Open(_database.Settings);
        _database.Execute("UPDATE identity_roots SET certificates = 'nothing'");

        Assert.False(Assert.Throws<RootStoreException>(() => Open(_database.Settings)).IsUnreachable);
    }

    [Fact]
    public async Task It_is_read_by_one_after_the_other()
    {
        Open(_database.Settings);
        var (inside, isAlone) = (0, true);
        var store = new RootStore(_database.Settings, Sealing, _clock, new RootFile(File))
        {
            Time = _ =>
            {
                Interlocked.Increment(ref inside);
                if (SpinWait.SpinUntil(() => Volatile.Read(ref inside) > 1, TimeSpan.FromMilliseconds(50))) isAlone = false;
                Interlocked.Decrement(ref inside);
                return null;
            },
        };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OwnThread.Run(store.Read)));

        Assert.True(isAlone);
    }

    private CertificateAuthority Open(JournalSettings journal) => CertificateAuthority.Open(new RootStore(journal, Sealing, _clock, new RootFile(File)), Sealing, IdentityTerms.Usual, _clock);
}
