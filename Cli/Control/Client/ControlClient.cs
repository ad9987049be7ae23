using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Authentication;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.DataPlane.Channels;
using ActorMesh.DataPlane.Identity;

namespace ActorMesh.Cli.Control.Client;

/// <summary>Asks a control node. Where there is a token, by TLS whatever the address says: who answers has first to prove to be of the mesh that it is for.</summary>
/// <param name="address">Of its API, as in <c>http://127.0.0.1:15014</c>.</param>
/// <param name="patience">How long one answer may take.</param>
/// <param name="token">What lets change something, and see from other machines; null for none.</param>
internal sealed class ControlClient(Uri address, TimeSpan patience, Func<ApiToken?> token) : IDisposable
{
    /// <summary>More than the control node itself gives the leader.</summary>
    public static readonly TimeSpan PatienceUsual = TimeSpan.FromSeconds(10);

    private const int AnswerMax = 64 * 1024 * 1024;

    private HttpClient? _plain, _secured;

    public Uri Address => address;

    public Task<StatusShape> Status(CancellationToken stop) => Get("/v1/status", ControlJson.Default.StatusShape, stop);

    public Task<VersionShape> Version(long? version, CancellationToken stop) =>
        Get($"/v1/versions/{(version is { } number ? $"{number}" : "current")}", ControlJson.Default.VersionShape, stop);

    public Task<HistoryShape> History(long? before, int count, CancellationToken stop) =>
        Get($"/v1/versions?count={count}{(before is { } number ? $"&before={number}" : "")}", ControlJson.Default.HistoryShape, stop);

    public Task<ServiceListShape> Services(CancellationToken stop) => Get("/v1/services", ControlJson.Default.ServiceListShape, stop);

    public Task<ProxyDetailShape> Proxy(string id, CancellationToken stop) =>
        Get($"/v1/proxies/{Uri.EscapeDataString(id)}", ControlJson.Default.ProxyDetailShape, stop);

    public async Task<ForgottenShape> Forget(string id, CancellationToken stop)
    {
        using var request = Changing($"/v1/proxies/{Uri.EscapeDataString(id)}/forget");
        return await Send(request, ControlJson.Default.ForgottenShape, stop);
    }

    public Task<ApplyResultShape> Apply(ApplyRequest request, CancellationToken stop) =>
        Post("/v1/apply", request, ControlJson.Default.ApplyRequest, ControlJson.Default.ApplyResultShape, stop);

    public Task<ApplyResultShape> RollBack(RollbackRequest request, CancellationToken stop) =>
        Post("/v1/rollback", request, ControlJson.Default.RollbackRequest, ControlJson.Default.ApplyResultShape, stop);

    public Task<TokenShape> CreateToken(TokenRequest request, CancellationToken stop) =>
        Post("/v1/tokens", request, ControlJson.Default.TokenRequest, ControlJson.Default.TokenShape, stop);

    public Task<TokenListShape> Tokens(CancellationToken stop) => Get("/v1/tokens", ControlJson.Default.TokenListShape, stop);

    public async Task<RevokedShape> RevokeToken(string id, CancellationToken stop)
    {
        using var request = Changing($"/v1/tokens/{Uri.EscapeDataString(id)}/revoke");
        return await Send(request, ControlJson.Default.RevokedShape, stop);
    }

    public Task<RootListShape> Roots(CancellationToken stop) => Get("/v1/roots", ControlJson.Default.RootListShape, stop);

    public Task<RootListShape> RotateRoot(RotateRequest request, CancellationToken stop) =>
        Post("/v1/roots/rotate", request, ControlJson.Default.RotateRequest, ControlJson.Default.RootListShape, stop);

    public Task<RootListShape> ImportRoot(ImportRootRequest request, CancellationToken stop) =>
        Post("/v1/roots/import", request, ControlJson.Default.ImportRootRequest, ControlJson.Default.RootListShape, stop);

    public Task<DenialListShape> Denials(CancellationToken stop) => Get("/v1/denied", ControlJson.Default.DenialListShape, stop);

    public Task<DenialListShape> Deny(DenyRequest request, CancellationToken stop) =>
        Post("/v1/denied", request, ControlJson.Default.DenyRequest, ControlJson.Default.DenialListShape, stop);

    public Task<DenialListShape> Allow(DenyRequest request, CancellationToken stop) =>
        Post("/v1/denied/allow", request, ControlJson.Default.DenyRequest, ControlJson.Default.DenialListShape, stop);

    public Task<CertificateListShape> Certificates(CancellationToken stop) => Get("/v1/certificates", ControlJson.Default.CertificateListShape, stop);

    public void Dispose()
    {
        _plain?.Dispose();
        _secured?.Dispose();
    }

    private HttpClient Plain() => address.Scheme == Uri.UriSchemeHttp
        ? _plain ??= Client(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        : throw new AuthenticationException("no token is at hand");

    private async Task<HttpClient> Secured(ApiToken known, HttpRequestMessage request, CancellationToken stop)
    {
        (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        request.RequestUri = new UriBuilder(request.RequestUri!) { Scheme = Uri.UriSchemeHttps }.Uri;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", known.Text);
        return _secured ??= Client(ControlPlaneChannel.Handler(await FirstContact.With(address.Authority, known.Roots, TimeProvider.System, stop), pingEvery: null));
    }

    private HttpClient Client(HttpMessageHandler handler) => new(handler) { Timeout = patience, MaxResponseContentBufferSize = AnswerMax };

    private async Task<T> Get<T>(string path, JsonTypeInfo<T> shape, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        return await Send(request, shape, stop);
    }

    private HttpRequestMessage Changing(string path) => new(HttpMethod.Post, new Uri(address, path)) { Headers = { { ControlGate.Header, "1" } } };

    private async Task<TAnswer> Post<T, TAnswer>(string path, T body, JsonTypeInfo<T> bodyShape, JsonTypeInfo<TAnswer> shape, CancellationToken stop)
    {
        using var request = Changing(path);
        request.Content = JsonContent.Create(body, bodyShape);
        return await Send(request, shape, stop);
    }

    /// <exception cref="ControlFailure">It did not answer, or refused.</exception>
    private async Task<T> Send<T>(HttpRequestMessage request, JsonTypeInfo<T> shape, CancellationToken stop)
    {
        try
        {
            var client = token() is { } known ? await Secured(known, request, stop) : Plain();
            using var answer = await client.SendAsync(request, stop);
            var body = await answer.Content.ReadAsByteArrayAsync(stop);
            if (!answer.IsSuccessStatusCode) throw Refused(answer, body);
            return JsonSerializer.Deserialize(body, shape) ?? throw Strange();
        }
        catch (JsonException)
        {
            throw Strange();
        }
        catch (Exception e) when ((e as AuthenticationException ?? e.InnerException as AuthenticationException) is { } unproven)
        {
            throw new ControlFailure(
                $"who answers at {address.AbsoluteUri.TrimEnd('/')} does not prove to be a control node of the mesh that the token is for, and was told nothing ({unproven.Message.TrimEnd('.')}); ACTORMESH_TOKEN_FILE names the token, {ApiToken.FileName} in the control node's state folder",
                ExitCode.Unreachable);
        }
        catch (HttpRequestException e)
        {
            throw Unreachable(e.InnerException is System.Net.Sockets.SocketException inner ? inner.Message : e.Message);
        }
        catch (IOException e)
        {
            throw Unreachable(e.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw Unreachable($"no answer within {patience.TotalSeconds:0.#} s");
        }
    }

    private ControlFailure Refused(HttpResponseMessage answer, byte[] body) =>
        answer.Content.Headers.ContentType?.MediaType == "application/json" && JsonSerializer.Deserialize(body, ControlJson.Default.ErrorShape) is { Kind: "Error" } error
            ? ControlFailure.Of(error)
            : new ControlFailure($"{address} answers {(int)answer.StatusCode}; is that the API of a control node?", ExitCode.Unreachable);

    private ControlFailure Strange() => new($"{address} answers, but not as a control node does; is that its API (--api of actormesh control)?", ExitCode.Unreachable);

    private ControlFailure Unreachable(string why) => new(
        $"no control node answers at {address.AbsoluteUri.TrimEnd('/')} ({why.TrimEnd('.')}); start one with actormesh control or actormesh up, or name another with --control URL or ACTORMESH_CONTROL; sidecars run on with what they have",
        ExitCode.Unreachable);
}
