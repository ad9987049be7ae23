using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>Bodies far larger than any buffer pass byte for byte, and the sidecar's memory does not notice.</summary>
public sealed class LargeBodyTests : IAsyncLifetime
{
    private const long Gibibyte = 1L << 30;
    private const long GrowthMax = 40L << 20;
    private readonly int _port = FreePorts.Take();
    private readonly StreamingBackend _backend = new();
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync() => _sidecar = await SidecarProcess.Start(new Bootstrap()
        .Http("front", _port, [Bootstrap.Prefix("/", "bytes", "timeout: 120s")])
        .Cluster("bytes", [_backend.Port]), steadyMemory: true);

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _backend.DisposeAsync();
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData("chunks")]
    public async Task A_gibibyte_comes_down(string how)
    {
        await Download(how, 1 << 20);
        var before = _sidecar.ResidentBytes;
        var highest = await Highest(Download(how, Gibibyte));
        Assert.True(highest - before < GrowthMax, $"resident memory grew from {before >> 20} to {highest >> 20} MiB");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_gibibyte_goes_up(bool chunked)
    {
        await Upload(chunked, 1 << 20);
        var before = _sidecar.ResidentBytes;
        var highest = await Highest(Upload(chunked, Gibibyte));
        Assert.True(highest - before < GrowthMax, $"resident memory grew from {before >> 20} to {highest >> 20} MiB");
    }

    [Fact]
    public async Task Both_directions_at_once_on_many_connections()
    {
        var all = Enumerable.Range(0, 8).SelectMany(i => new[] { Download("chunks", (10 << 20) + i), Upload(chunked: i % 2 == 0, (10 << 20) + i) });
        await Task.WhenAll(all);
    }

    private async Task Download(string how, long bytes)
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send($"GET /{how}/{bytes} HTTP/1.1\r\nHost: mesh.test\r\n\r\n");
        var head = await client.ReadHead();
        Assert.StartsWith("HTTP/1.1 200 ", head, StringComparison.Ordinal);
        var body = new PatternBody(client, BodyStream.Of(head!));
        Assert.True(await body.TakeAll(), $"{body.Position} of {bytes} came, right: {body.IsRight}");
        Assert.Equal(bytes, body.Position);
    }

    private async Task Upload(bool chunked, long bytes)
    {
        await using var client = await WireConnection.Connect(_port);
        await client.Send($"POST /up HTTP/1.1\r\nHost: mesh.test\r\n{(chunked ? "Transfer-Encoding: chunked" : $"Content-Length: {bytes}")}\r\n\r\n");
        for (long at = 0; at < bytes;)
        {
            var piece = ByteStream.Slice(at, bytes - at);
            if (chunked) await client.Send($"{piece.Length:X}\r\n");
            Assert.True(await client.Send(piece), $"the sidecar closed at {at}");
            if (chunked) await client.Send("\r\n");
            at += piece.Length;
        }

        if (chunked) await client.Send("0\r\n\r\n");
        Assert.Equal($"{bytes} right", (await client.ReadResponse("POST"))!.Text);
    }

    private async Task<long> Highest(Task work)
    {
        long highest = 0;
        while (!work.IsCompleted)
        {
            highest = Math.Max(highest, _sidecar.ResidentBytes);
            await Task.WhenAny(work, Task.Delay(20));
        }

        await work;
        return highest;
    }
}
