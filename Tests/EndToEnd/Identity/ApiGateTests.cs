using ActorMesh.Tests.EndToEnd.Control;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Networks;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Security;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Identity;

/// <summary>Who may ask the API of a control node, as curl and OpenSSL's own program ask.</summary>
public sealed class ApiGateTests : IDisposable
{
    private const string Header = "X-ActorMesh-Admin: 1", Json = "Content-Type: application/json", Empty = "{}";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new("gate");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task By_loopback_web_pages_are_kept_out_and_changes_need_the_token()
    {
        await using var control = new LoneControlNode { IsSecured = true };
        await control.Start();
        var (url, token) = ($"http://127.0.0.1:{control.Api}", $"Authorization: Bearer {await control.ApiToken()}");

        Assert.Equal(200, await Status($"{url}/v1/status"));
        Assert.Equal(403, await Status($"{url}/v1/status", "--header", "Host: evil.test"));
        Assert.Equal(403, await Post($"{url}/v1/tokens", token, Json));
        Assert.Equal(415, await Post($"{url}/v1/tokens", token, Header, "Content-Type: text/plain"));
        Assert.Equal(401, await Post($"{url}/v1/tokens", Header, Json));
        Assert.Equal(401, await Post($"{url}/v1/tokens", Header, Json, Wrong(token)));
        Assert.Equal(401, await Post($"{url}/v1/roots/rotate", Header, Json, token.Replace("Bearer", "Basic", StringComparison.Ordinal)));
        Assert.Equal(404, await Post($"{url}/v1/tokens", Header, Json, token)); // Let in: there is no mesh yet.
        var old = await OpenSsl.Connect($"127.0.0.1:{control.Api}", null, options: OpenSsl.Tls11);
        Assert.True(old.Alert == 70, old.Output);
        await Eventually.Holds("the log names the fault", () => control.Output.Contains("unsupported protocol", StringComparison.Ordinal), Patience).Explained(() => control.Output);
        Assert.Contains("api: 127.0.0.1:", control.Output, StringComparison.Ordinal);
    }

    [NetworkFact]
    public async Task By_the_network_nothing_is_shown_without_the_token_nor_said_in_plain_text()
    {
        using var network = new MachineNetwork("control");
        var sealing = _folder.WriteSecret("sealing.key", Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        await using var node = new ControlNode(network["control"], [], _folder.File("journal.db"), sealing, _folder.Path);
        node.Start();
        await Eventually.Holds("the node is ready", async () => !node.HasExited && await Status($"{node.Api}ready") == 200, Patience).Explained(() => node.Output);
        var token = $"Authorization: Bearer {await File.ReadAllTextAsync(node.TokenFile)}";

        Assert.Equal(401, await Status($"{node.Api}v1/status"));
        Assert.Equal(401, await Status($"{node.Api}v1/versions", "--header", Wrong(token)));
        Assert.Equal(200, await Status($"{node.Api}v1/status", "--header", token));
        Assert.Equal(403, await Post($"{node.Api}v1/tokens", token, Json));
        Assert.Equal(401, await Post($"{node.Api}v1/tokens", Header, Json));
        var (host, port) = (node.Api.Host, node.Api.Port);
        var plain = await Command.Run("curl", ["--silent", "--max-time", "10", "--header", token, $"http://{host}:{port}/v1/status"]);
        Assert.True(plain.ExitCode != 0 && plain.Output.Length == 0, $"{plain}");
        var old = await OpenSsl.Connect($"{host}:{port}", null, options: OpenSsl.Tls11);
        Assert.True(old.Alert == 70, old.Output);
        await Eventually.Holds("the log names both faults", () => node.Output.Contains("Cannot determine the frame size", StringComparison.Ordinal) || node.Output.Contains("unsupported protocol", StringComparison.Ordinal), Patience)
            .Explained(() => node.Output);
    }

    private static string Wrong(string token) => token.Replace("ama1.", "ama1.x", StringComparison.Ordinal);

    private static Task<int> Post(string url, params string[] headers) => Status(url, ["--data", Empty, .. headers.SelectMany(header => new[] { "--header", header })]);

    private static async Task<int> Status(string url, params string[] options)
    {
        var result = await Command.Run("curl", ["--silent", "--insecure", "--max-time", "10", "--noproxy", "*", "--output", "/dev/null", "--write-out", "%{http_code}", .. options, url]);
        return int.Parse(result.Output, System.Globalization.CultureInfo.InvariantCulture);
    }
}
