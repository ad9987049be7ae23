using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ActorMesh.Cli.Control.Api;
using ActorMesh.ControlPlane;
using ActorMesh.ControlPlane.Registry;
using ActorMesh.Tests.EndToEnd.Rig;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

/// <summary>The control API over real sockets.</summary>
public sealed class ControlApiTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client = new() { Timeout = Patience };
    private ApiHost _host = null!; // Set before each test.

    [Fact]
    public async Task Who_sends_slowly_holds_up_nobody_who_asks_whether_the_node_lives_and_is_cut_with_a_reason()
    {
        List<TcpClient> slow = [];
        try
        {
            for (var i = 0; i < ControlApi.RequestsMax; i++) slow.Add(await Begin(_host));
            await Eventually.Holds("all of them are being read", () => _host.Active == ControlApi.RequestsMax, Patience);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status("/v1/services"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status("/ready")); // It has not joined, and says so.
            Assert.Equal("this node has not joined its cluster yet", (await Json("/ready")).GetProperty("reasons")[0].GetString());
            Assert.Equal(HttpStatusCode.OK, await Status("/metrics"));

            _host.Clock.Advance(ControlApi.TimeMax);
            foreach (var one in slow)
            {
                var answer = await Rest(one);
                Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
                Assert.Contains("it took longer than 30 s", answer, StringComparison.Ordinal);
            }
            Assert.Equal(HttpStatusCode.OK, await Status("/v1/services"));
        }
        finally
        {
            slow.ForEach(one => one.Dispose());
        }
    }

    [Fact]
    public async Task A_body_that_stands_still_is_cut_before_the_time_is_over()
    {
        await using var host = await ApiHost.Start(new KestrelServerLimits().MinRequestBodyDataRate);
        using var slow = await Begin(host);
        var answer = await Rest(slow);
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("the body came too slowly", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_whose_text_is_not_kept_is_gone_and_that_is_said()
    {
        Assert.Equal(HttpStatusCode.Gone, await Status("/v1/versions/7"));
        Assert.Contains("the text of version 7 is not kept any more", (await Json("/v1/versions/7")).GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_journal_is_read_nobody_says_that_nobody_is_denied()
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await Status("/v1/denied"));
        Assert.Equal("the journal is being read", (await Json("/v1/denied")).GetProperty("why").GetString());
    }

    [Fact]
    public async Task Only_who_is_out_of_sight_is_forgotten()
    {
        _host.Endpoints.Show(new RegistryView(EndpointSet.Of([Endpoint("a-1", isStale: true), Endpoint("a-2", isStale: false), Endpoint("a-1", isStale: false, "other")]), IsSettled: true, new Dictionary<ProxyKey, string>()));
        Assert.Equal(HttpStatusCode.NotFound, await Forget("a-3"));
        Assert.Equal(HttpStatusCode.Conflict, await Forget("a-2"));
        Assert.Equal(HttpStatusCode.OK, await Forget("a-1"));
        Assert.Equal([new("a", "a-1")], _host.Forgotten);
        Assert.Contains("a-1 of a is out of sight", (await Json("/v1/status")).GetProperty("notes").EnumerateArray().Last().GetString(), StringComparison.Ordinal);
    }

    public async Task InitializeAsync() => _host = await ApiHost.Start();

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    private async Task<HttpStatusCode> Status(string path)
    {
        using var answer = await _client.GetAsync(new Uri(_host.Address, path));
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> Forget(string proxy)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Address, $"/v1/proxies/{proxy}/forget"));
        request.Headers.Add(ControlGate.Header, "1");
        using var answer = await _client.SendAsync(request);
        return answer.StatusCode;
    }

    private static RegisteredEndpoint Endpoint(string proxy, bool isStale, string service = "a") =>
        new(new Registration(service, proxy, "10.0.0.1", 80, null, 1, new Dictionary<string, string>()), isStale);

    private async Task<JsonElement> Json(string path)
    {
        using var answer = await _client.GetAsync(new Uri(_host.Address, path));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Sends a head and one octet of a body.</summary>
    private static async Task<TcpClient> Begin(ApiHost host)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/apply HTTP/1.1\r\nHost: localhost\r\n{ControlGate.Header}: 1\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{{"));
        return socket;
    }

    private static async Task<string> Rest(TcpClient socket)
    {
        using var reader = new StreamReader(socket.GetStream());
        return await reader.ReadToEndAsync();
    }
}
