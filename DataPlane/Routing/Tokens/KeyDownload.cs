using System.Net.Http;

namespace ActorMesh.DataPlane.Routing.Tokens;

/// <summary>Gets documents with keys: out of files, or over http or https, from where the address says and from nowhere else: no proxy, no redirect.</summary>
internal sealed class KeyDownload : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(1) })
    {
        Timeout = Limit, MaxResponseContentBufferSize = KeySet.BytesMax,
    };

    public Task<byte[]> Get(KeyOrigin origin, CancellationToken stopping) =>
        origin.IsFile ? Read(origin.Address, stopping) : _client.GetByteArrayAsync(new Uri(origin.Address), stopping);

    public void Dispose() => _client.Dispose();

    private static async Task<byte[]> Read(string path, CancellationToken stopping)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // To open a file takes as long as the disk does.
        return new FileInfo(path).Length <= KeySet.BytesMax
            ? await File.ReadAllBytesAsync(path, stopping).ConfigureAwait(false)
            : throw new IOException($"it is longer than {KeySet.BytesMax} bytes");
    }
}
