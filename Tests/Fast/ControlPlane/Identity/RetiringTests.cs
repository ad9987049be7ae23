using System.Security.Cryptography.X509Certificates;
using ActorMesh.ControlPlane.Identity;
using ActorMesh.ControlPlane.Identity.Roots;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Tests.Fast.ControlPlane.Authority;
using Xunit;

namespace ActorMesh.Tests.Fast.ControlPlane.Identity;

/// <summary>When a person lets an old root go before its time.</summary>
public sealed class RetiringTests : IdentityRig
{
    [Fact]
    public async Task The_old_root_stays_until_whoever_has_a_certificate_of_it_has_another()
    {
        var held = await Attest(Token());
        var authority = Own.Authority;
        authority.Rotate(imported: null, goesOn: false, "ann", Issued());
        authority.Rotate(imported: null, goesOn: true, "ann", Issued());

        Assert.Contains($"of {Orders}", Assert.Throws<IssueRefusedException>(() => authority.Rotate(imported: null, goesOn: true, "ann", Issued())).Message, StringComparison.Ordinal);
        using var leaf = X509CertificateLoader.LoadCertificate(held.Chain[0].ToByteArray());
        await Servers[0].Client(IdentityServer.Held(held, Key)).RenewAsync(new RenewAsk { CertificateRequest = IdentityServer.Request(Key), Replaces = leaf.SerialNumber });

        authority.Rotate(imported: null, goesOn: true, "ann", Issued());
        Assert.Equal(["root-2"], authority.Book.Believed.Select(root => root.Name));
    }

    [Fact]
    public async Task Whoever_says_so_cuts_them_off()
    {
        await Attest(Token());
        for (var step = 0; step < 3; step++) Own.Authority.Rotate(imported: null, goesOn: true, "ann");
        Assert.Equal(["root-2"], Own.Authority.Book.Believed.Select(root => root.Name));
    }

    [Fact]
    public async Task In_its_time_it_goes_without_asking()
    {
        await Attest(Token());
        Own.Authority.Rotate(imported: null, goesOn: false, "ann", Issued());
        for (var step = 0; step < 2; step++)
        {
            Clock.Advance(RootPlan.Overlap);
            Own.Authority.Refresh();
        }
        Assert.Equal(["root-2"], Own.Authority.Book.Believed.Select(root => root.Name));
    }

    private IssuedReport Issued() => new([.. Own.Issued.Page(0, "a:1", 0.5).Certificates.Select(one => new NodeCertificate("a:1", one, 0.5))], []);
}
