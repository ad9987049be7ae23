using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Tests.EndToEnd.Control;
using ActorMesh.Tests.EndToEnd.Foreign;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>An application that speaks SPIFFE, by a gRPC of another maker, gets its identity from its sidecar and is let in by it.</summary>
public sealed class WorkloadApiTests : IAsyncLifetime
{
    private const string Header = "workload.spiffe.io=true";

    private const int Nobody = 65534;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly string Client = Path.Combine(Repository.Root, "Tests", "EndToEnd", "Foreign", "Client", "workload.py");

    private readonly TemporaryFolder _folder = new("workload-api");
    private readonly LoneControlNode _control = new() { IsSecured = true };
    private readonly int _orders = FreePorts.Take();
    private Replica? _app;
    private FollowingSidecar? _web, _callee;

    private string Socket => Path.Combine(_folder.Path, "api", "workload.sock");

    private FollowingSidecar Web => _web!;

    [CoreFact]
    public async Task It_is_issued_what_openssl_takes_for_a_pair_and_a_strict_sidecar_for_its_caller()
    {
        Assert.Contains("INVALID_ARGUMENT", await Ask("FetchX509SVID"), StringComparison.Ordinal);
        await using var client = Follow("FetchX509SVID");
        var first = await Line(client, 1);
        Assert.Equal("spiffe://shop.local/ns/default/sa/web", first.GetProperty("id").GetString());
        var (leaf, key, chain, bundle) = Write(first);

        Assert.Equal(await OpenSsl("x509", "-in", leaf, "-noout", "-pubkey"), await OpenSsl("pkey", "-in", key, "-pubout"));
        Assert.Contains("OK", await OpenSsl("verify", "-x509_strict", "-CAfile", bundle, "-untrusted", chain, leaf), StringComparison.Ordinal);
        Assert.NotEqual(await OpenSsl("pkey", "-in", key, "-pubout"), await OpenSsl("pkey", "-in", SidecarKey(), "-pubout"));

        Assert.Equal("200", (await Curl("--cert", chain, "--key", key)).Output);
        Assert.NotEqual(0, (await Curl()).ExitCode);
        var server = await Command.Run("openssl", ["s_client", "-connect", $"127.0.0.1:{_orders}", "-cert", leaf, "-cert_chain", chain, "-key", key, "-CAfile", bundle, "-verify_return_error"], Patience);
        Assert.Contains("Verify return code: 0 (ok)", server.Output, StringComparison.Ordinal);

        // Another root is told to it by the same stream, with the same certificate.
        await _control.RotateRoot();
        var second = await Line(client, 2);
        Assert.Equal(first.GetProperty("svid").GetString(), second.GetProperty("svid").GetString());
        Assert.Equal(2, Certificates(second.GetProperty("bundle").GetString()!).Count);
        var secret = first.GetProperty("key").GetString()!;
        Assert.DoesNotContain(secret[64..128], Web.Output + _control.Output + await Web.Get("/config_dump") + await Web.Get("/identity"), StringComparison.OrdinalIgnoreCase);
    }

    [CoreFact]
    public async Task Its_socket_outlives_a_crash_is_nobody_elses_and_goes_in_the_end()
    {
        Assert.Contains("spiffe://shop.local", await Ask("FetchX509Bundles", Header), StringComparison.Ordinal);
        await using (var thief = FollowingSidecar.StartFor("web", "--xds", $"127.0.0.1:{_control.Xds}", _folder.File("thief"), "--token-file", "none", "--workload-socket", Socket))
            await Eventually.Holds("it is not taken", () => thief.Output.Contains($"another sidecar listens at {Socket}", StringComparison.Ordinal), Patience);

        await Web.Crash();
        Assert.True(File.Exists(Socket));
        await Web.StartAgain();
        await Web.IsReady();
        Assert.Contains("spiffe://shop.local", await Ask("FetchX509Bundles", Header), StringComparison.Ordinal);
        Assert.Equal(0, await Web.End());
        Assert.False(File.Exists(Socket));
    }

    [CoreFact]
    public async Task Another_user_is_turned_away_before_anything_is_read()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return;
        File.SetUnixFileMode(_folder.Path, File.GetUnixFileMode(_folder.Path) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        var answer = await Command.Run("setpriv", [$"--reuid={Nobody}", "--keep-groups", CoreFactAttribute.Python, Client, Socket, "FetchX509Bundles", Header, "once"], Patience);
        Assert.Contains("UNAVAILABLE", answer.Output, StringComparison.Ordinal);
        Assert.Contains($"(uid {Nobody}) was turned away", Web.Output, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _app = await Replica.Start("app");
        await _control.Start();
        var web = FreePorts.Take();
        await _control.Apply($$"""
            mesh { name = shop }
            services {
              web { port = {{web}}, app-port = {{_app.Port}}, calls = [orders], endpoints = ["127.0.0.1:{{web}}"] }
              orders { port = {{_orders}}, app-port = {{_app.Port}}, endpoints = ["127.0.0.1:{{_orders}}"] }
            }
            """);
        _web = await Sidecar("web", "--workload-socket", Socket);
        _callee = await Sidecar("orders");
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        foreach (var running in new IAsyncDisposable?[] { _web, _callee, _app }) if (running is not null) await running.DisposeAsync();
        await _control.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<FollowingSidecar> Sidecar(string service, params string[] options)
    {
        var sidecar = FollowingSidecar.StartFor(service, "--xds", $"127.0.0.1:{_control.Xds}", _folder.File(service), ["--token-file", await _control.Token(service), .. options]);
        await sidecar.IsReady();
        return sidecar;
    }

    private ChildProcess Follow(string method) => ChildProcess.Start(CoreFactAttribute.Python, [Client, Socket, method, Header]);

    /// <summary>Its first answer, or why there is none.</summary>
    private async Task<string> Ask(string method, params string[] headers) =>
        (await Command.Run(CoreFactAttribute.Python, [Client, Socket, method, .. headers, "once"], Patience)).Output;

    private static async Task<JsonElement> Line(ChildProcess client, int number)
    {
        string[] lines = [];
        await Eventually.Holds($"answer {number} has come", () => (lines = [.. client.Output.Split('\n').Where(line => line.StartsWith("out| {", StringComparison.Ordinal))]).Length >= number, Patience)
            .Explained(() => client.Output);
        using var document = JsonDocument.Parse(lines[number - 1]["out| ".Length..]);
        return document.RootElement.Clone();
    }

    private (string Leaf, string Key, string Chain, string Bundle) Write(JsonElement answer)
    {
        string Hex(string name) => answer.GetProperty(name).GetString()!;
        var chain = Certificates(Hex("svid"));
        return (
            _folder.Write("leaf.pem", chain[0].ExportCertificatePem()), _folder.Write("key.pem", PemEncoding.WriteString("PRIVATE KEY", Convert.FromHexString(Hex("key")))),
            _folder.Write("chain.pem", chain.ExportCertificatePems()), _folder.Write("bundle.pem", Certificates(Hex("bundle")).ExportCertificatePems()));
    }

    // One after the other.
    private static X509Certificate2Collection Certificates(string hex)
    {
        X509Certificate2Collection all = [];
        for (ReadOnlyMemory<byte> left = Convert.FromHexString(hex); !left.IsEmpty;)
        {
            var one = new AsnReader(left, AsnEncodingRules.DER).PeekEncodedValue();
            all.Add(X509CertificateLoader.LoadCertificate(one.Span));
            left = left[one.Length..];
        }
        return all;
    }

    private string SidecarKey()
    {
        var kept = new LastGoodFile(Path.Combine(_folder.File("web"), "identity.good"), "workload-identity").Read(KeptIdentity.Parser)!.Value.Message;
        return _folder.Write("sidecar.pem", PemEncoding.WriteString("PRIVATE KEY", kept.PrivateKey.Span));
    }

    private Task<CommandResult> Curl(params string[] identity) =>
        Command.Run("curl", ["-sk", "-o", "/dev/null", "-w", "%{http_code}", .. identity, $"https://127.0.0.1:{_orders}/"], Patience);

    private static async Task<string> OpenSsl(params string[] arguments)
    {
        var result = await Command.Run("openssl", arguments, Patience);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: {result}");
        return result.Output;
    }
}
