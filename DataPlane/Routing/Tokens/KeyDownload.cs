using System.Net.Http;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>Gets documents with keys, over http or https, from where the address says and from nowhere else: no proxy, no redirect.</summary>
internal sealed class KeyDownload : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        Timeout = Limit, MaxResponseContentBufferSize = KeySet.BytesMax,
    };

    public Task<byte[]> Get(string address, CancellationToken stopping) => _client.GetByteArrayAsync(new Uri(address), stopping);

    public void Dispose() => _client.Dispose();
}
