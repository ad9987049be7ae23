using System.Globalization;
using System.Text.Json;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;

namespace ActorMesh.Tests.EndToEnd.Resilience;

/// <summary>
/// <c>actormesh up</c> on five services in a row: the way in calls a, which calls b, and so on to e. Each call passes two sidecars, and each
/// caller may try three times.
/// </summary>
internal sealed class Chain : IAsyncDisposable
{
    private const int AdminDistance = 1000, ApiDistance = 14, IngressDistance = 500, AppDistance = 100;

    private static readonly string[] Names = ["a", "b", "c", "d", "e"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new("chain");
    private readonly HttpClient _admin = new() { Timeout = TimeSpan.FromSeconds(10) };
    private readonly int _first = FreePorts.TakeWith(
        [IngressDistance, .. Enumerable.Range(1, Names.Length - 1), .. Enumerable.Range(AppDistance, Names.Length), .. Enumerable.Range(AdminDistance, Names.Length)]);

    private ChildProcess? _up;

    public int Ingress => _first + IngressDistance;

    public string Output => _up?.Output ?? "";

    private int LastApp => _first + AppDistance + Names.Length - 1;

    /// <param name="retries">Settings of retries that all callers have.</param>
    public static async Task<Chain> Start(string retries)
    {
        var chain = new Chain();
        var file = chain._folder.Write("mesh.conf", chain.Mesh(retries));
        var environment = new Dictionary<string, string> { ["TMPDIR"] = chain._folder.Path, ["TERM"] = "dumb" };
        chain._up = ChildProcess.Start(Repository.Program, ["up", file, "--traffic", "off", "--insecure-dev"], environment);
        await Eventually.Holds("all is ready", () => chain._up.HasExited || chain.Output.Contains("SERVICE", StringComparison.Ordinal), Patience);
        return chain._up.HasExited ? throw new InvalidOperationException(chain.Output) : chain;
    }

    /// <summary>Puts other retries in force, everywhere.</summary>
    public async Task Change(string retries)
    {
        var before = 0L;
        await Eventually.Holds("all sidecars have the same", async () => (before = await Version()) > 0, Patience);
        _folder.Write("mesh.conf", Mesh(retries));
        await Eventually.Holds("all sidecars have it", async () => await Version() > before, Patience);
        // What a sidecar has it writes down first, and then runs.
        await Eventually.StandsStill("what sidecars run", Changes, TimeSpan.FromSeconds(1), Patience);
    }

    /// <summary>The last service answers nothing but errors.</summary>
    public async Task BreakTheLast()
    {
        using var client = new HttpClient();
        using var answer = await client.PostAsync(Replica.ControlOf(LastApp, "errors=100%25&error-status=503"), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Calls that came to the last service so far.</summary>
    public Task<long> Calls() => Replica.RequestsAt(LastApp);

    public async ValueTask DisposeAsync()
    {
        if (_up is not null)
        {
            _up.Send(Signal.Terminate);
            await _up.Exit(Patience);
            await _up.DisposeAsync();
        }

        _admin.Dispose();
        _folder.Dispose();
    }

    /// <summary>Of the mesh that all sidecars have whole; 0 while they differ.</summary>
    private async Task<long> Version()
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_first + AdminDistance + ApiDistance}/v1/status");
        using var status = JsonDocument.Parse(await _admin.GetStringAsync(new Uri(url)));
        var version = status.RootElement.GetProperty("mesh").GetProperty("stable").GetProperty("version").GetInt64();
        var proxies = status.RootElement.GetProperty("proxies").EnumerateArray().ToList();
        return proxies.Count == Names.Length && proxies.TrueForAll(proxy => proxy.GetProperty("state").GetString() == "synced" && proxy.GetProperty("version").GetInt64() == version)
            ? version
            : 0;
    }

    /// <summary>How many changes all sidecars have brought into force so far.</summary>
    private async Task<long> Changes()
    {
        var changes = await Task.WhenAll(Names.Select(async (_, index) =>
        {
            var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_first + AdminDistance + index}/stats");
            using var stats = JsonDocument.Parse(await _admin.GetStringAsync(new Uri(url)));
            return stats.RootElement.GetProperty("server.config_version").GetDouble();
        }));
        return (long)changes.Sum();
    }

    private string Mesh(string retries) =>
        $$"""
        mesh {
          name = chain, admin-port = {{_first + AdminDistance}}
          defaults {
            timeout { request = 15s, per-try = off }
            retries { max-attempts = 3, on = [gateway-error], backoff { base = 1ms, max = 1ms }, {{retries}} }
            breaker { trip = off, max-retries = 100000 }
            outlier = off
          }
        }
        services {
          {{string.Join("\n  ", Names.Index().Select(name => Service(name.Index, name.Item)))}}
        }
        """;

    private string Service(int index, string name)
    {
        var calls = index + 1 < Names.Length ? $", calls = [{Names[index + 1]}]" : "";
        var exposure = index == 0 ? $", expose {{ path-prefix = \"/\", port = {Ingress} }}" : "";
        return $"{name} {{ port = {_first + index}, app-port = {_first + AppDistance + index}{calls}{exposure} }}";
    }
}
