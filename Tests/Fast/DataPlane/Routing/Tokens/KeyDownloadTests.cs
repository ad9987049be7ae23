using ActorMesh.DataPlane.Routing.Tokens;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Routing.Tokens;

public sealed class KeyDownloadTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly KeyDownload _download = new();

    private KeyOrigin Origin => new(_file, TimeSpan.FromSeconds(2));

    public void Dispose()
    {
        _download.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task A_file_is_read_as_it_is_now()
    {
        foreach (var text in (string[])["one", "two"])
        {
            await File.WriteAllTextAsync(_file, text);
            Assert.Equal(text, System.Text.Encoding.UTF8.GetString(await _download.Get(Origin, CancellationToken.None)));
        }
    }

    [Fact]
    public async Task One_that_is_too_long_or_gone_is_not()
    {
        await File.WriteAllBytesAsync(_file, new byte[KeySet.BytesMax + 1]);
        await Assert.ThrowsAsync<IOException>(() => _download.Get(Origin, CancellationToken.None));
        File.Delete(_file);
        await Assert.ThrowsAsync<FileNotFoundException>(() => _download.Get(Origin, CancellationToken.None));
    }
}
