using System.Net.Http;
using System.Text;
using ActorMesh.Runtime.Contracts;
using ActorMesh.Runtime.Contracts.Control;
using ActorMesh.Tests.EndToEnd.Control;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
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

    private static readonly string[] ApiPaths = ["/", "/ready", "/v1/status", "/v1/versions", "/v1/versions/current", "/v1/services", "/v1/proxies/web-1", "/metrics", "/v1/nothing"];

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
        said.AppendLine(sidecar.Output).AppendLine(refused.Output).AppendLine(damaged.Output).AppendLine(control.Output);

        var all = said.ToString();
        Assert.Contains("spiffe://", all, StringComparison.Ordinal);
        Assert.All(Headers, header => Assert.DoesNotContain(header, all, StringComparison.Ordinal));
        Assert.All(secrets.SelectMany(Spellings), secret => Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Of the sidecar: its private number and the whole key, as text would show them.</summary>
    private static IEnumerable<string> Keys(string folder)
    {
        var kept = new LastGoodFile(Path.Combine(folder, "identity.good"), "workload-identity").Read(KeptIdentity.Parser)!.Value.Message.PrivateKey.ToByteArray();
        using var key = System.Security.Cryptography.ECDsa.Create();
        key.ImportPkcs8PrivateKey(kept, out _);
        foreach (var secret in new[] { kept, key.ExportParameters(includePrivateParameters: true).D! })
        {
            yield return Convert.ToHexString(secret);
            yield return Convert.ToBase64String(secret);
        }
    }

    // A token's root is no secret.
    private static IEnumerable<string> Spellings(string secret) => secret.Split('.') is [_, var middle, _] ? [middle, middle[..20]] : [secret, secret[..32]];
}
