using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Issuing;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.ControlPlane.Identity.Sealing;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.ControlPlane.Authority;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>What the authority of a node signs, and for how long, over a database in a file.</summary>
public sealed class IssuingTests : IDisposable
{
    private static readonly SealingKey Sealing = SealingKey.OfKey(new byte[32], "a.key");

    private static readonly IdentityTerms Terms = IdentityTerms.Usual with { TrustDomain = "shop.local" };

    private static readonly SpiffeId Orders = SpiffeId.ForWorkload("shop.local", "default", "orders");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
    private readonly JournalFile _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void A_certificate_is_what_a_workload_needs_and_nothing_more()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = Open();

        var issued = authority.Issue(new PublicKey(key), Orders);

        using var leaf = X509CertificateLoader.LoadCertificate(issued.Chain[0]);
        Assert.Null(SvidRules.CheckLeaf(leaf, out var id));
        Assert.Equal((Orders, "", 4, 1), (id, leaf.Subject, leaf.GetECDsaPublicKey()!.KeySize / 64, SubjectNames.Of(leaf).Count));
        Assert.Equal((_clock.GetUtcNow().AddSeconds(-60), _clock.GetUtcNow().AddHours(4)), (CertificateLife.Start(leaf), CertificateLife.End(leaf)));
        Assert.Equal((16, issued.Serial), (leaf.SerialNumberBytes.Length, Convert.ToHexStringLower(leaf.SerialNumberBytes.Span)));
        Assert.Equal(
            [("2.5.29.15", true), ("2.5.29.17", true), ("2.5.29.19", true), ("2.5.29.37", false), ("2.5.29.14", false), ("2.5.29.35", false)],
            leaf.Extensions.Select(extension => (extension.Oid!.Value!, extension.Critical)).OrderBy(extension => !extension.Critical).ThenBy(extension => extension.Item1 is "2.5.29.37" ? "" : extension.Item1));
        Assert.Equal(Orders, Verify(issued, authority.Bundle).Id);
    }

    [Fact]
    public void The_intermediate_signs_leaves_alone_and_names_the_trust_domain()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var issued = Open().Issue(new PublicKey(key), Orders);

        using var intermediate = X509CertificateLoader.LoadCertificate(issued.Chain[1]);
        Assert.Equal(2, issued.Chain.Count);
        Assert.Null(SvidRules.CheckSigner(intermediate, "shop.local"));
        Assert.Equal(["spiffe://shop.local"], SubjectNames.Of(intermediate).Uris);
        var limits = intermediate.Extensions.OfType<X509BasicConstraintsExtension>().Single();
        Assert.Equal((true, true, 0), (limits.CertificateAuthority, limits.HasPathLengthConstraint, limits.PathLengthConstraint));
        Assert.Equal(_clock.GetUtcNow().AddHours(24), CertificateLife.End(intermediate));
    }

    [Fact]
    public void Nothing_outlives_its_issuer_which_is_renewed_at_half_its_life()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = Open(terms: Terms with { LeafLife = TimeSpan.FromHours(24) });
        var begin = _clock.GetUtcNow();
        Assert.Equal(begin.AddHours(24), authority.Issue(new PublicKey(key), Orders).NotAfter);

        _clock.Advance(TimeSpan.FromHours(11));
        Assert.Equal(begin.AddHours(24), authority.Issue(new PublicKey(key), Orders).NotAfter);
        _clock.Advance(TimeSpan.FromHours(1));
        var renewed = authority.Issue(new PublicKey(key), Orders);
        Assert.Equal(begin.AddHours(36), renewed.NotAfter);
        Assert.Equal(Orders, Verify(renewed, authority.Bundle).Id);
    }

    [Fact]
    public void Another_trust_domain_is_signed_for_only_when_the_mesh_is_it()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = Open();
        var changes = 0;
        authority.Subscribe(() => changes++);
        var other = SpiffeId.ForWorkload("corp.example", "default", "orders");
        Assert.Throws<IssueRefusedException>(() => authority.Issue(new PublicKey(key), other));

        authority.Take(Terms with { LeafLife = TimeSpan.FromMinutes(1) });
        Assert.Equal(0, changes);
        authority.Take(Terms with { TrustDomain = "corp.example" });

        Assert.Equal((1, "corp.example"), (changes, authority.Bundle.TrustDomain));
        Assert.Equal(other, Verify(authority.Issue(new PublicKey(key), other), authority.Bundle).Id);
    }

    [Fact]
    public async Task Nodes_that_begin_at_once_end_with_one_root_and_believe_each_other()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => Open())));

        Assert.Single(nodes.Select(node => Convert.ToHexString(node.Bundle.Sha256.Span)).Distinct(StringComparer.Ordinal));
        foreach (var node in nodes) Assert.Equal(Orders, Verify(node.Issue(new PublicKey(key), Orders), nodes[0].Bundle).Id);
    }

    [Fact]
    public void A_wrong_sealing_key_is_refused_and_overwrites_nothing()
    {
        var before = Open().Bundle;
        var refused = Assert.Throws<RootStoreException>(() => Open(SealingKey.OfKey([9, .. new byte[31]], "b.key")));

        Assert.Contains("b.key", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before.Sha256, Open().Bundle.Sha256);
    }

    [Theory]
    [InlineData("UPDATE identity_roots SET seal = flipped(seal)")]
    [InlineData("UPDATE identity_roots SET seal = x'00'")]
    [InlineData("UPDATE identity_roots SET certificates = 'nothing'")]
    [InlineData("UPDATE identity_steps SET kind = 3")]
    [InlineData("UPDATE identity_steps SET number = 2")]
    [InlineData("UPDATE identity_steps SET generation = 2")]
    [InlineData("DELETE FROM identity_roots")]
    public void A_damaged_row_is_refused_and_no_new_root_is_made(string damage)
    {
        Open();
        _database.Execute(damage);

        Assert.Throws<RootStoreException>(() => Open());
        Assert.True(_database.Read<long>("SELECT COUNT(*) FROM identity_roots") <= 1);
    }

    [Fact]
    public void A_certificate_of_another_root_does_not_fit_the_sealed_key()
    {
        Open();
        using var other = new JournalFile();
        CertificateAuthority.Open(new RootStore(other.Settings, Sealing, _clock), Sealing, Terms, _clock);
        _database.Execute($"UPDATE identity_roots SET certificates = '{other.Read<string>("SELECT certificates FROM identity_roots")}'");

        Assert.Contains("changed", Assert.Throws<RootStoreException>(() => Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_somebody_wrote_into_the_database_is_not_believed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = Open();
        var before = authority.Bundle;
        using var other = new JournalFile();
        var foreign = SealingKey.OfKey([9, .. new byte[31]], "b.key");
        var theirs = CertificateAuthority.Open(new RootStore(other.Settings, foreign, _clock), foreign, Terms, _clock);
        theirs.Rotate(imported: null, goesOn: false, "eve");
        var seal = Convert.ToHexString(other.Read<byte[]>("SELECT seal FROM identity_roots WHERE generation = 2"));
        _database.Execute($"INSERT INTO identity_roots VALUES (2, '{other.Read<string>("SELECT certificates FROM identity_roots WHERE generation = 2")}', x'{seal}', 0)");
        _database.Execute("INSERT INTO identity_steps SELECT 2, 2, 1, at, '' FROM identity_steps");

        Assert.Contains("root-2 of the mesh is not believed", Assert.Throws<RootStoreException>(authority.Refresh).Message, StringComparison.Ordinal);
        Assert.Same(before, authority.Bundle);
        Assert.Equal("root-1", authority.Issue(new PublicKey(key), Orders).Issuer);
        Assert.Throws<RootStoreException>(() => Open());
    }

    [Fact]
    public void A_rotation_goes_by_the_databases_clock_and_a_clock_that_is_off_is_said()
    {
        var ahead = TimeSpan.FromHours(30);
        CertificateAuthority Node(Func<TimeSpan> off) =>
            CertificateAuthority.Open(new RootStore(_database.Settings, Sealing, _clock) { Time = _ => _clock.GetUtcNow() - off() }, Sealing, Terms, _clock);
        var (right, wrong) = (Node(() => TimeSpan.Zero), Node(() => ahead));
        right.Rotate(imported: null, goesOn: false, "ann");

        var said = wrong.Refresh();
        Assert.Contains("more than 60 s ahead of", said, StringComparison.Ordinal);
        ahead += TimeSpan.FromSeconds(1);
        Assert.Equal(said, wrong.Refresh());
        Assert.Equal((2, 1), (wrong.Bundle.Roots.Count, wrong.Book.Plan.Signing));
        _clock.Advance(RootPlan.Overlap);
        Assert.Equal("", right.Refresh());
        Assert.Equal(2, right.Book.Plan.Signing);
        ahead = -CertificateAuthority.SkewMax;
        Assert.Equal("", wrong.Refresh());
        ahead -= TimeSpan.FromSeconds(1);
        Assert.Contains("more than 60 s behind", wrong.Refresh(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_key_stands_in_the_database()
    {
        Open();
        var bytes = _database.Read<byte[]>("SELECT seal FROM identity_roots");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var curve = new byte[] { 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07 }; // As it stands in every private key.
        Assert.True(key.ExportPkcs8PrivateKey().AsSpan().IndexOf(curve) >= 0 && bytes.AsSpan().IndexOf(curve) < 0);
        Assert.DoesNotContain("PRIVATE", _database.Read<string>("SELECT certificates FROM identity_roots"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_root_is_believed_before_it_signs_and_the_old_one_until_its_last_certificate_ended()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (one, other) = (Open(), Open());
        var old = one.Issue(new PublicKey(key), Orders);
        one.Rotate(imported: null, goesOn: false, "ann");
        other.Refresh();
        Assert.Equal((2, 2, "root-1"), (other.Bundle.Roots.Count, one.Bundle.Sequence, other.Issue(new PublicKey(key), Orders).Issuer));
        Assert.Throws<IssueRefusedException>(() => other.Rotate(imported: null, goesOn: false, "bob"));

        _clock.Advance(RootPlan.Overlap);
        foreach (var node in new[] { other, one }) node.Refresh();
        var late = one.Issue(new PublicKey(key), Orders);
        Assert.Equal(("root-2", 2, 3), (late.Issuer, other.Bundle.Roots.Count, other.Bundle.Sequence));
        Assert.Equal(SvidFault.Expired, Verify(old, one.Bundle).Problem!.Fault);
        Assert.True(Verify(late, other.Bundle).IsGood);

        _clock.Advance(RootPlan.Overlap);
        foreach (var node in new[] { one, other }) node.Refresh();
        Assert.Equal((1, 4, 4), (one.Bundle.Roots.Count, one.Bundle.Sequence, other.Bundle.Sequence));
        Assert.True(Verify(other.Issue(new PublicKey(key), Orders), one.Bundle).IsGood);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Links_believe_a_root_that_left_in_time_for_as_long_as_what_it_signed_for_them(bool isAtOnce, bool isBelieved)
    {
        var authority = Open();
        authority.Rotate(imported: null, goesOn: false, "ann");
        for (var step = 0; step < 2; step++)
        {
            _clock.Advance(RootPlan.Overlap);
            if (isAtOnce) authority.Rotate(imported: null, goesOn: true, "ann");
            else authority.Refresh();
        }

        Assert.Single(authority.Bundle.Roots);
        Assert.Equal(isBelieved, Links().Contains("root-1"));
        Assert.Contains("root-2", Links());
        _clock.Advance(CertificateAuthority.LinkLife);
        Assert.Equal(["root-2"], Links());

        List<string> Links() => [.. authority.Book.Linking(_clock.GetUtcNow(), CertificateAuthority.LinkLife).Select(root => root.Name)];
    }

    [Fact]
    public void A_rotation_goes_on_at_once_when_somebody_says_so()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = Open();
        for (var step = 0; step < 3; step++) authority.Rotate(imported: null, goesOn: true, "ann");

        Assert.Equal((1, "root-2"), (authority.Bundle.Roots.Count, authority.Issue(new PublicKey(key), Orders).Issuer));
        Assert.Equal(["", "ann", "ann", "ann"], authority.Book.Steps.Select(step => step.Author));
    }

    [Fact]
    public void A_root_near_its_end_is_replaced_by_itself()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = Open(terms: Terms with { RootLife = TimeSpan.FromDays(60) });
        _clock.Advance(TimeSpan.FromDays(49));
        authority.Refresh();
        Assert.Single(authority.Bundle.Roots);

        _clock.Advance(TimeSpan.FromDays(2));
        for (var step = 0; step < 3; step++)
        {
            authority.Refresh();
            authority.Refresh();
            _clock.Advance(RootPlan.Overlap);
        }

        Assert.Equal(("root-2", 4), (authority.Issue(new PublicKey(key), Orders).Issuer, authority.Bundle.Sequence));
        Assert.Single(authority.Bundle.Roots);
    }

    [Fact]
    public void A_root_that_ended_while_nobody_was_there_is_replaced_at_the_start()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Open(terms: Terms with { RootLife = TimeSpan.FromDays(60) });
        _clock.Advance(TimeSpan.FromDays(61));

        Assert.Equal("root-2", Open().Issue(new PublicKey(key), Orders).Issuer);
    }

    private CertificateAuthority Open(SealingKey? sealing = null, IdentityTerms? terms = null) =>
        CertificateAuthority.Open(new RootStore(_database.Settings, sealing ?? Sealing, _clock), sealing ?? Sealing, terms ?? Terms, _clock);

    private SvidVerdict Verify(IssuedSvid issued, TrustBundle bundle)
    {
        using var leaf = X509CertificateLoader.LoadCertificate(issued.Chain[0]);
        return new SvidVerifier(_clock).Verify(leaf, [.. issued.Chain.Skip(1).Select(bytes => X509CertificateLoader.LoadCertificate(bytes))], bundle);
    }
}
