using System.Net.Security;
using System.Net.Sockets;
using ActorMesh.DataPlane.Bytes.Tls;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes.Tls;

public sealed class ClientHelloTests
{
    [Fact]
    public async Task A_hello_tells_the_name_and_the_protocols_and_any_part_of_it_asks_for_more()
    {
        var hello = await Spoken("Orders.Shop.Local", SslApplicationProtocol.Http2, SslApplicationProtocol.Http11);
        for (var length = 0; length < hello.Length; length++)
            Assert.Equal(ClientHelloStep.NeedMore, ClientHello.Read(hello.AsSpan(0, length), out _));
        Assert.Equal(ClientHelloStep.Whole, ClientHello.Read(hello, out var read));
        Assert.Equal("orders.shop.local", read!.ServerName);
        Assert.Equal(["h2", "http/1.1"], read.ApplicationProtocols);
    }

    [Fact]
    public async Task Who_names_nobody_is_read_too()
    {
        Assert.Equal(ClientHelloStep.Whole, ClientHello.Read(await Spoken(""), out var read));
        Assert.Equal(("", 0), (read!.ServerName, read.ApplicationProtocols.Count));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("\u0016GET")]
    [InlineData("\0")]
    [InlineData("SSH-2.0-x")]
    public void What_is_no_hello_is_known_at_once(string text) =>
        Assert.Equal(ClientHelloStep.NotTls, ClientHello.Read(System.Text.Encoding.Latin1.GetBytes(text), out _));

    [Fact]
    public async Task Whatever_comes_it_never_throws_and_never_reads_beyond()
    {
        var hello = await Spoken("orders.shop.local", SslApplicationProtocol.Http11);
        Gen.Select(Gen.Int[0, hello.Length - 1], Gen.Byte, Gen.Int[0, hello.Length]).Array[0, 20].Sample(
            changes =>
            {
                var bytes = (byte[])hello.Clone();
                var end = bytes.Length;
                foreach (var (at, value, cut) in changes) (bytes[at], end) = (value, Math.Min(end, Math.Max(cut, 1)));
                ClientHello.Read(bytes.AsSpan(0, end), out _);
            },
            iter: 100_000);
        Gen.Byte.Array[0, 300].Sample(bytes => { ClientHello.Read(bytes, out _); }, iter: 20_000);
    }

    /// <summary>The first record that the framework's client sends.</summary>
    private static async Task<byte[]> Spoken(string name, params SslApplicationProtocol[] protocols)
    {
        var (accepted, connected) = Loopback.Pair();
        using var peer = accepted;
        using var client = new SslStream(new NetworkStream(connected, ownsSocket: true));
        var handshake = client.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name, ApplicationProtocols = [.. protocols] });
        var bytes = new byte[ClientHello.BytesMax];
        var count = await peer.ReceiveAsync(bytes);
        peer.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => handshake);
        return bytes[..count];
    }
}
