using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>Real client, real sidecar, real nginx.</summary>
public sealed class CurlTests : IAsyncLifetime
{
    private readonly int _port = FreePorts.Take();
    private NginxBackend _nginx = null!;
    private SidecarProcess _sidecar = null!;

    public async Task InitializeAsync()
    {
        _nginx = await NginxBackend.Start("one");
        _nginx.AddFile("big.bin", 3_000_000);
        _sidecar = await SidecarProcess.Start(new Bootstrap()
            .Http("front", _port, [Bootstrap.Prefix("/", "nginx")], "http_protocol_options: { accept_http_10: true }")
            .Cluster("nginx", _nginx.Ports));
    }

    public async Task DisposeAsync()
    {
        await _sidecar.DisposeAsync();
        await _nginx.DisposeAsync();
    }

    [Fact]
    public async Task Get()
    {
        var result = await Curl.Run(Url("/hello?x=1"));
        Assert.StartsWith("HTTP/1.1 200 OK", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\none GET /hello?x=1\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_has_the_length_and_no_body()
    {
        var result = await Curl.Run("--head", Url("/files/big.bin"));
        Assert.Contains("content-length: 3000000", result.Output, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_with_a_length() => await PostArrives("--header", "Expect:");

    [Fact]
    public async Task Post_in_chunks() => await PostArrives("--header", "Expect:", "--header", "Transfer-Encoding: chunked");

    [Fact]
    public async Task Post_that_waits_for_continue()
    {
        var output = await PostArrives("--header", "Expect: 100-continue", "--expect100-timeout", "10");
        Assert.StartsWith("HTTP/1.1 100 Continue", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_comes_byte_for_byte()
    {
        using var folder = new TemporaryFolder("curl");
        var result = await Command.Run("curl", ["-sS", "--max-time", "20", "-o", folder.File("got"), "-w", "%{http_code} %{size_download}", Url("/files/big.bin")]);
        Assert.Equal("200 3000000", result.Output);
        var got = await File.ReadAllBytesAsync(folder.File("got"));
        for (var i = 0; i < got.Length; i++) Assert.True(got[i] == i % 251, $"byte {i}");
    }

    [Fact]
    public async Task A_range()
    {
        var result = await Curl.Run("--range", "251-253", Url("/files/big.bin"));
        Assert.StartsWith("HTTP/1.1 206 Partial Content", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n\0\x1\x2", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_modified_has_no_body_and_the_connection_goes_on()
    {
        var first = await Curl.Run("--head", Url("/files/big.bin"));
        var tag = first.Output.Split("\r\n").First(line => line.StartsWith("etag:", StringComparison.OrdinalIgnoreCase))[5..].Trim();
        var both = await Curl.Run("--header", $"If-None-Match: {tag}", Url("/files/big.bin"), Url("/files/big.bin"), "--write-out", "connects=%{num_connects};");
        Assert.Equal(2, both.Output.Split("304 Not Modified").Length - 1);
        Assert.Contains("connects=0;", both.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_answer()
    {
        var result = await Curl.Run(Url("/included.html"));
        Assert.Contains("transfer-encoding: chunked", result.Output, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("<p>uri=/included.html</p>", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(503)]
    public async Task The_upstreams_own_errors_pass_untouched(int status)
    {
        var result = await Curl.Run(Url($"/status/{status}"));
        Assert.StartsWith($"HTTP/1.1 {status} ", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("one says so\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("x-actormesh-reason", result.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Ten_requests_share_one_connection()
    {
        string[] urls = [.. Enumerable.Range(0, 10).Select(i => Url($"/{i}"))];
        var result = await Curl.Run([.. urls, "--write-out", "connects=%{num_connects};"]);
        Assert.Equal(10, result.Output.Split("one GET /").Length - 1);
        Assert.Equal(9, result.Output.Split("connects=0;").Length - 1);
    }

    [Fact]
    public async Task A_client_of_1_0_is_served_when_the_listener_says_so()
    {
        var result = await Curl.Run("--http1.0", Url("/old"));
        Assert.Contains(" 200 OK", result.Output[..20], StringComparison.Ordinal);
        Assert.EndsWith("one GET /old\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("transfer-encoding", result.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_chunked_answer_reaches_a_client_of_1_0_without_chunks()
    {
        var result = await Curl.Run("--http1.0", Url("/included.html"));
        Assert.EndsWith("\r\n\r\n<p>uri=/included.html</p>", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("transfer-encoding", result.Output, StringComparison.OrdinalIgnoreCase);
    }

    private string Url(string path) => $"http://127.0.0.1:{_port}{path}";

    private async Task<string> PostArrives(params string[] arguments)
    {
        var result = await Curl.Run([.. arguments, "--data", "the body", Url("/received")]);
        Assert.Contains("X-Received: the body\r\n", result.Output, StringComparison.OrdinalIgnoreCase);
        return result.Output;
    }
}
