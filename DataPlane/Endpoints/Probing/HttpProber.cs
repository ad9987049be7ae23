using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using ActorMesh.DataPlane.Resilience.Probing;
using ActorMesh.DataPlane.Security;

namespace ActorMesh.DataPlane.Endpoints.Probing;

/// <summary>Asks by an HTTP/1.1 request.</summary>
internal sealed class HttpProber : Prober
{
    private const string UserAgent = "ActorMesh/HC";
    private const string WhoAnswered = "x-envoy-upstream-healthchecked-cluster";
    private const string Degraded = "x-envoy-degraded";

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpProbe _probe;
    private readonly HealthCheckSettings _settings;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _client;
    private readonly Uri _target;
    private readonly HttpMethod _method;

    public HttpProber(HttpProbe probe, HealthCheckSettings settings, EndPoint address, UpstreamSecurity? security, TimeProvider clock)
    {
        (_probe, _settings, _clock) = (probe, settings, clock);
        _target = new Uri($"http://{address}{probe.Path}", AsWritten);
        _method = new HttpMethod(probe.Method);
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ActivityHeadersPropagator = null, ConnectTimeout = Timeout.InfiniteTimeSpan,
            PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan, ConnectCallback = async (_, cancel) => await ProbeConnection.Open(address, security, cancel),
            PooledConnectionLifetime = settings.ReusesConnection ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        });
    }

    public override async Task<ProbeResult> Ask(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(_settings.Timeout, _clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var request = new HttpRequestMessage(_method, _target);
            request.Headers.Host = _probe.Host;
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
            if (!_settings.ReusesConnection) request.Headers.ConnectionClose = true;
            using var answer = await _client.SendAsync(request, both.Token);
            await answer.Content.CopyToAsync(Stream.Null, both.Token); // Or the connection could not be used again.
            return _probe.Judge((int)answer.StatusCode, Header(answer, WhoAnswered), Header(answer, Degraded) is not null);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return NoTimeLeft(_settings);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            return NoAnswer(e.InnerException is SocketException or IOException ? e.InnerException.Message : e.Message);
        }
    }

    public override void Dispose() => _client.Dispose();

    private static string? Header(HttpResponseMessage answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
