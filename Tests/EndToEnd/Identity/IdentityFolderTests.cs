using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Security;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>A sidecar on a mesh file, whose identity something else writes into a folder (<c>--identity-dir</c>).</summary>
public sealed class IdentityFolderTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new("identity-dir");
    private readonly TestAuthority _root = new(TimeProvider.System.GetUtcNow());

    public void Dispose()
    {
        _root.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_used_replaced_while_it_runs_and_kept_when_what_follows_is_not_sound()
    {
        await using var app = await Replica.Start("app");
        var (port, identity) = (FreePorts.Take(), new TemporaryFolder("svid"));
        using var _ = identity;
        PutInto(identity, "web", 7);
        using var friend = _root.Issue("frontend");
        var frontend = PemFiles.Write(_folder, "frontend", friend);
        var mesh = _folder.Write("mesh.conf", $$"""
            mesh { name = shop }
            services {
              frontend { port = 12001, endpoints = ["127.0.0.1:12001"], calls = [web] }
              web { port = {{port}}, app-port = {{app.Port}}, endpoints = ["127.0.0.1:{{port}}"] }
            }
            """);
        await using var sidecar = ChildProcess.Start(Repository.Program, ["sidecar", "--mesh", mesh, "--service", "web", "--identity-dir", identity.Path]);
        await Eventually.Holds("it is ready", () => sidecar.HasExited || sidecar.Output.Contains("ready in", StringComparison.Ordinal), Patience).Explained(() => sidecar.Output);

        async Task<TlsAnswer> Ask(PemFiles? shown) => await OpenSsl.Connect($"127.0.0.1:{port}", shown);
        await Eventually.Holds("the first is shown", async () => await Ask(frontend) is { Status: 200, Serial: "07" }, Patience).Explained(() => sidecar.Output);
        Assert.Equal(116, (await Ask(null)).Alert);

        PutInto(identity, "web", 8);
        await Eventually.Holds("the next is shown", async () => (await Ask(frontend)).Serial == "08", Patience).Explained(() => sidecar.Output);

        identity.Write("svid.pem", "no certificate");
        await Eventually.Holds("it says what is wrong", () => sidecar.Output.Contains("svid.pem", StringComparison.Ordinal), Patience).Explained(() => sidecar.Output);
        Assert.True(await Ask(frontend) is { Status: 200, Serial: "08" }, sidecar.Output);
    }

    private void PutInto(TemporaryFolder folder, string workload, byte serial)
    {
        var uri = CertificateParts.Uri($"spiffe://shop.local/ns/default/sa/{workload}");
        using var certificate = _root.Issue(leaf => leaf.With(uri) with { Serial = [serial] });
        var files = PemFiles.Write(folder, workload, certificate);
        folder.Write("bundle.pem", _root.Certificate.ExportCertificatePem());
        File.Move(files.Key, folder.File("key.pem"), overwrite: true);
        File.Move(files.Certificate, folder.File("svid.pem"), overwrite: true);
    }
}
