using System.Net;
using ActorMesh.Tests.EndToEnd.Rig;
using ActorMesh.Tests.EndToEnd.Rig.Load;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using ActorMesh.Tests.EndToEnd.Rig.Processes;
using ActorMesh.Tests.EndToEnd.Rig.Wire;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Traffic;

/// <summary>Everything on [::1]: clients, listeners, endpoints, admin API.</summary>
public sealed class Ipv6Tests
{
    private readonly int _http = FreePorts.Take(), _tcp = FreePorts.Take();

    [Ipv6Fact]
    public async Task Http_and_bytes_pass()
    {
        await using var backend = new LoopbackServer(Serve, address: IPAddress.IPv6Loopback);
        await using var sidecar = await Start(backend.Port);
        foreach (var port in (int[])[_http, _tcp])
        {
            var answer = (await Curl.Run("-g", $"http://[::1]:{port}/hello")).Output;
            Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
            Assert.EndsWith($"/hello for [::1]:{port}", answer, StringComparison.Ordinal);
        }
    }

    [Ipv6Fact]
    public async Task The_admin_api_answers_and_shows_addresses_as_people_write_them()
    {
        await using var backend = new LoopbackServer(Serve, address: IPAddress.IPv6Loopback);
        await using var sidecar = await Start(backend.Port);
        Assert.EndsWith("LIVE\n", (await Curl.Run("-g", $"http://[::1]:{sidecar.AdminPort}/ready")).Output, StringComparison.Ordinal);
        Assert.Contains($"[::1]:{_http}", (await sidecar.Admin("/listeners")).Body, StringComparison.Ordinal);
        Assert.Contains($"[::1]:{backend.Port}", (await sidecar.Admin("/clusters")).Body, StringComparison.Ordinal);
        await Eventually.Holds("the program says so too", () => sidecar.Output.Contains($"[::1]:{_http}", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Accepted, await sidecar.AdminPost("/drain"));
    }

    [Ipv6Fact]
    public async Task An_endpoint_that_is_not_there_is_an_honest_error()
    {
        await using var sidecar = await Start(FreePorts.Take());
        var answer = (await Curl.Run("-g", $"http://[::1]:{_http}/hello")).Output;
        Assert.StartsWith("HTTP/1.1 503", answer, StringComparison.Ordinal);
        Assert.Contains("x-actormesh-flags: UF", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Ipv6Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        await using var taken = new LoopbackServer(Serve, address: IPAddress.IPv6Loopback);
        var text = new Bootstrap { Host = "::1" }.Http("front", taken.Port, [Bootstrap.Prefix("/", "six")]).Cluster("six", [taken.Port]).ToString();
        var (code, output) = await SidecarProcess.StartExpectingRefusal(text);
        Assert.Equal(1, code);
        Assert.Contains($"cannot bind [::1]:{taken.Port}: another process listens there", output, StringComparison.Ordinal);
    }

    private Task<SidecarProcess> Start(int backendPort) => SidecarProcess.Start(new Bootstrap { Host = "::1" }
        .Http("front", _http, [Bootstrap.Prefix("/", "six")])
        .Tcp("bytes", _tcp, "six")
        .Cluster("six", [backendPort]));

    // Answers with the target and the Host header.
    private static async Task Serve(WireConnection connection, int number)
    {
        while (await connection.ReadHead() is { } head)
        {
            var host = head.Split("\r\n").First(line => line.StartsWith("host: ", StringComparison.OrdinalIgnoreCase))["host: ".Length..];
            var body = $"{head.Split(' ')[1]} for {host}";
            await connection.Send($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        }
    }
}
