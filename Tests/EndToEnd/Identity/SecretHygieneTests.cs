using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Tests.EndToEnd.Control;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Security;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Nothing that a control node or a sidecar says, shows, dumps or refuses has a private key or a token in it.</summary>
public sealed class SecretHygieneTests
{
    private static readonly string[] Headers = ["PRIVATE KEY-----", "BEGIN EC PARAMETERS"];

    private static readonly string[] AdminPaths =
    [
        "/", "/ready", "/server_info", "/stats", "/stats/prometheus", "/clusters", "/listeners", "/routes", "/requests", "/config_dump", "/config_dump?format=envoy", "/identity", "/nothing",
    ];

    private static readonly string[] ApiPaths =
    [
        "/", "/ready", "/v1/status", "/v1/versions", "/v1/versions/current", "/v1/services", "/v1/proxies/web-1", "/v1/tokens", "/v1/roots", "/v1/certificates", "/v1/denied", "/metrics", "/v1/nothing",
    ];

    private static readonly string[] Commands =
    [
        "status", "get services", "get proxies", "get members", "get mesh", "history", "diff web-1", "token list", "token create --service nobody", "cert list", "cert root",
    ];

    [Fact]
    public async Task No_answer_no_log_and_no_refusal_has_one()
    {
        using var state = new TemporaryFolder("hygiene");
        await using var app = await Replica.Start("app");
        await using var control = new LoneControlNode { IsSecured = true };
        await control.Start();
        var port = FreePorts.Take();
        await control.Apply($$"""mesh { name = shop }, services { web { port = {{port}}, app-port = {{app.Port}}, endpoints = ["127.0.0.1:{{port}}"] } }""");
        var (token, used, api) = (await control.Token("web"), await control.Token("web"), await control.ApiToken());
        var secrets = new List<string> { await File.ReadAllTextAsync(token), await File.ReadAllTextAsync(used), api };
        await using var sidecar = FollowingSidecar.StartFor("web", "--xds", $"127.0.0.1:{control.Xds}", state.File("kept"), "--token-file", token);
        await sidecar.IsReady();
        Assert.False(File.Exists(token));
        secrets.AddRange(Keys(state.File("kept")));
        var said = new StringBuilder();
        foreach (var path in AdminPaths) said.AppendLine(await sidecar.Get(path));
        foreach (var path in ApiPaths) said.AppendLine(await control.Get(path));

        // A token that was used already, and one that never was one.
        var copy = state.Write("copy.token", secrets[0]);
        await using var refused = FollowingSidecar.StartFor("web", "--xds", $"127.0.0.1:{control.Xds}", state.File("refused"), "--token-file", copy);
        await Eventually.Holds("a used token is refused", () => refused.Output.Contains("was used at", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        await using var damaged = FollowingSidecar.StartFor("web", "--xds", $"127.0.0.1:{control.Xds}", state.File("damaged"), "--token-file", state.Write("damaged.token", secrets[1][..^4]));
        await Eventually.Holds("a damaged token is refused", () => damaged.Output.Contains("no whole token", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        foreach (var command in Commands)
        foreach (var form in new[] { "table", "json" })
        {
            var result = await Command.Run(Repository.Program, [.. command.Split(' '), "--control", $"http://127.0.0.1:{control.Api}", "-o", form]);
            Assert.True(result.ExitCode != 2, $"{command} -o {form}: {result}"); // 2: it is no such command.
            said.AppendLine($"{result}");
        }
        said.AppendLine(await File.ReadAllTextAsync(Path.Combine(control.State, "audit.jsonl")));
        secrets.AddRange([await File.ReadAllTextAsync(Path.Combine(control.State, "sealing.key"))]);
        said.AppendLine(sidecar.Output).AppendLine(refused.Output).AppendLine(damaged.Output).AppendLine(control.Output);

        var all = said.ToString();
        Assert.Contains("spiffe://", all, StringComparison.Ordinal);
        Assert.All(Headers, header => Assert.DoesNotContain(header, all, StringComparison.Ordinal));
        Assert.All(secrets.SelectMany(Spellings), secret => Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Keys that stand in a file of Envoy's: in what runs of it, in what is refused of it, in what is shown.</summary>
    [Fact]
    public async Task No_dump_and_no_error_has_a_key_that_stands_in_the_configuration()
    {
        using var root = new TestAuthority(TimeProvider.System.GetUtcNow());
        using var own = root.Issue("web");
        using var key = own.GetECDsaPrivateKey()!;
        var pem = key.ExportPkcs8PrivateKeyPem();
        var secrets = Spelled(key.ExportPkcs8PrivateKey(), key).ToList();
        var port = FreePorts.Take();
        var bootstrap = new Bootstrap { Secured = new Dictionary<string, string>(StringComparer.Ordinal) { ["in"] = TransportSocket.Inline(own.ExportCertificatePem(), pem) } }
            .Http("in", port, [Bootstrap.Prefix("/", "app")]).Cluster("app", [FreePorts.Take()]);
        var said = new StringBuilder();
        await using (var sidecar = await SidecarProcess.Start(bootstrap))
        {
            foreach (var path in AdminPaths) said.AppendLine((await sidecar.Admin(path)).Body);
            var lint = await Command.Run(Repository.Program, ["sidecar", "--envoy", sidecar.ConfigurationFile, "--check"]);
            Assert.True(lint.ExitCode == 0, $"{lint}");
            said.AppendLine($"{lint}").AppendLine(sidecar.Output);
        }

        // Errors show the line in which they are: all of a listener stands on one.
        foreach (var (right, wrong) in new[] { ("stat_prefix", "stat_prefixx"), ("BEGIN PRIVATE KEY", "BEGIN PRIVATE KEI"), ("private_key", "private_kex"), ("domains: ['*']", "domains: ['*'") })
        {
            var refused = await SidecarProcess.StartExpectingRefusal(bootstrap.ToString().Replace(right, wrong, StringComparison.Ordinal));
            Assert.True(refused.ExitCode != 0, $"{wrong}: {refused.Output}");
            said.AppendLine(refused.Output);
        }

        var all = said.ToString();
        Assert.Contains("stat_prefixx", all, StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Of the sidecar: its private number and the whole key, as text would show them.</summary>
    private static IEnumerable<string> Keys(string folder)
    {
        var kept = new LastGoodFile(Path.Combine(folder, "identity.good"), "workload-identity").Read(KeptIdentity.Parser)!.Value.Message.PrivateKey.ToByteArray();
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(kept, out _);
        return [.. Spelled(kept, key)];
    }

    private static IEnumerable<string> Spelled(byte[] whole, ECDsa key)
    {
        foreach (var secret in new[] { whole, key.ExportParameters(includePrivateParameters: true).D! })
        {
            yield return Convert.ToHexString(secret);
            yield return Convert.ToBase64String(secret);
        }

        // A part that stands in one line of PEM.
        yield return Convert.ToBase64String(whole)[64..100];
    }

    // A token's root is no secret.
    private static IEnumerable<string> Spellings(string secret) => secret.Trim().Split('.') is [_, var middle, _] ? [middle, middle[..20]] : [secret.Trim(), secret[..32]];
}
