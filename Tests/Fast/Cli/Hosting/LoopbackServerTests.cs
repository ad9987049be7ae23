using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using ActorMesh.Cli.Hosting;
using ActorMesh.Tests.EndToEnd.Rig;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.Cli.Hosting;

public sealed class LoopbackServerTests
{
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(5), Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Those_who_are_silent_keep_nobody_out()
    {
        await using var server = await LoopbackServer.Start(new IPEndPoint(IPAddress.Loopback, 0), connectionsMax: 4, http => http.Response.WriteAsync("well"), _clock, SilenceMax);
        var silent = new List<TcpClient>();
        for (var i = 0; i < 10; i++)
        {
            silent.Add(new TcpClient());
            await silent[i].ConnectAsync(server.Address);
        }

        var ended = silent.Select(End).ToList();
        await Eventually.Holds("6 made way", () => ended.Count(end => end.IsCompleted) == 6, Patience);
        using var client = new HttpClient();
        Assert.Equal("well", await client.GetStringAsync(new Uri($"http://{server.Address}/")));
        await Eventually.Holds("another made way", () => ended.Count(end => end.IsCompleted) == 7, Patience);

        // And those that nobody needs to make way for are ended in time.
        _clock.Advance(SilenceMax);
        await Task.WhenAll(ended).WaitAsync(Patience, TimeProvider.System);
        foreach (var one in silent) one.Dispose();
    }

    private static async Task End(TcpClient client)
    {
        try
        {
            Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]));
        }
        catch (IOException)
        {
            // It was cut.
        }
    }
}
