using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using ActorMesh.Cli.Control.Api;
using ActorMesh.Cli.Control.Client;
using ActorMesh.Cli.Control.Shapes;
using ActorMesh.ControlPlane.Xds;
using ActorMesh.Runtime.Identity;
using ActorMesh.Tests.Fast.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Control;

/// <summary>A command and the API on loopback: plain for whoever looks, secured for whoever has the token.</summary>
public sealed class ControlClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestAuthority _authority = new(TimeProvider.System.GetUtcNow());
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly List<(bool IsHttps, string Authorization)> _asked = [];
    private WebApplication _application = null!; // Set before each test.

    private ApiToken Token => ApiToken.Parse($"ama1.open-sesame.{RootNames.Of(_authority.Bundle())}");

    private int Port => new Uri(_application.Urls.Single()).Port;

    [Fact]
    public async Task With_a_token_all_is_asked_by_tls_and_the_token_is_sent()
    {
        using var client = Client(Port, Token);
        await client.Roots(CancellationToken.None);
        await client.RotateRoot(new RotateRequest(false, "ann"), CancellationToken.None);
        Assert.Equal([(true, $"Bearer {Token.Text}"), (true, $"Bearer {Token.Text}")], _asked);
    }

    [Fact]
    public async Task Without_one_it_is_asked_in_plain_text_and_with_the_first_one_no_more()
    {
        ApiToken? known = null;
        using var client = new ControlClient(new Uri($"http://127.0.0.1:{Port}"), Patience, () => known);
        await client.Roots(CancellationToken.None);
        known = Token;
        await client.Roots(CancellationToken.None);
        Assert.Equal([(false, ""), (true, $"Bearer {Token.Text}")], _asked);
    }

    [Fact]
    public async Task Who_is_no_control_node_of_the_mesh_sees_no_token()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var heard = new StringBuilder();
        var listening = Listen(listener, heard);
        using (var client = Client(((IPEndPoint)listener.LocalEndpoint).Port, Token))
            Assert.Contains("was told nothing", (await Assert.ThrowsAsync<ControlFailure>(() => client.RotateRoot(new RotateRequest(false, "ann"), CancellationToken.None))).Message, StringComparison.Ordinal);
        listener.Stop();
        await listening;
        Assert.NotEmpty(heard.ToString());
        Assert.DoesNotContain("sesame", heard.ToString(), StringComparison.Ordinal);

        // Nor one who has TLS, and another root.
        using var other = new TestAuthority(TimeProvider.System.GetUtcNow(), "CN=other");
        using var foreign = Client(Port, ApiToken.Parse($"ama1.open-sesame.{RootNames.Of(other.Bundle())}"));
        await Assert.ThrowsAsync<ControlFailure>(() => foreign.Roots(CancellationToken.None));
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Who_says_nothing_is_closed_after_10_seconds()
    {
        using var silent = new TcpClient();
        await silent.ConnectAsync(IPAddress.Loopback, Port);
        var closed = silent.GetStream().ReadAsync(new byte[1]).AsTask();
        while (!closed.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(closed, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System));
        }
        Assert.Equal(0, await closed);
    }

    public async Task InitializeAsync()
    {
        var own = _authority.Issue(leaf => leaf.With(CertificateParts.Uri($"spiffe://{TestAuthority.Domain}{NodeRole.Control}")));
        var tls = new NodeTls(() => SslStreamCertificateContext.Create(own, [], offline: true), () => _authority.Bundle(), new SvidVerifier(TimeProvider.System));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseTlsWhereAsked(secured => secured.UseServerTls(tls), _clock);
        }));
        builder.Services.AddRoutingCore();
        _application = builder.Build();
        _application.UseRouting();
        _application.MapGet(TrustRootsPath.Value, () => _authority.Certificate.ExportCertificatePem());
        _application.MapFallback(async http =>
        {
            lock (_asked) _asked.Add((http.Request.IsHttps, http.Request.Headers.Authorization.ToString()));
            await http.Response.WriteAsync("""{ "apiVersion": "v", "kind": "Roots", "trustDomain": "shop.local", "sequence": 1, "roots": [] }""");
        });
        await _application.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _application.DisposeAsync();
        _authority.Dispose();
    }

    private static ControlClient Client(int port, ApiToken token) => new(new Uri($"http://127.0.0.1:{port}"), Patience, () => token);

    private static async Task Listen(TcpListener listener, StringBuilder heard)
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptTcpClientAsync();
                var bytes = new byte[4096];
                heard.Append(Encoding.Latin1.GetString(bytes, 0, await socket.GetStream().ReadAsync(bytes)));
                await socket.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray());
            }
        }
        catch (SocketException)
        {
            // Stopped.
        }
    }
}
