using ActorMesh.DataPlane.Telemetry;

namespace ActorMesh.Cli.Demo;

/// <summary>Sends the demo's requests through the proxy, as any client would.</summary>
internal sealed class DemoClient(int port, FailureRing failures, TimeProvider clock) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(5),
    };

    /// <exception cref="HttpRequestException">The proxy could not be reached or did not answer properly.</exception>
    public async Task<DemoExchange> Get(string path)
    {
        var began = clock.GetTimestamp();
        using var response = await _client.GetAsync(path);
        var took = clock.GetElapsedTime(began);
        var answerer = response.Headers.TryGetValues("x-workload", out var names) ? names.First() : null;
        var failure = answerer is null ? failures.Latest(1).FirstOrDefault(last => last.Path == path) : null;
        return new DemoExchange(path, (int)response.StatusCode, answerer, failure, took);
    }

    public void Dispose() => _client.Dispose();
}
