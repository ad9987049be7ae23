using System.Text;
using ActorMesh.Tests.EndToEnd.Rig.Peers;
using Xunit;

namespace ActorMesh.Tests.EndToEnd.Rig.Wire;

/// <summary>The reference readers are the judges of everything else here.</summary>
public sealed class WireTests
{
    [Fact]
    public void A_request_is_read_the_same_however_it_is_cut()
    {
        var bytes = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;e=f\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\nGET"u8;
        for (var length = 0; length < bytes.Length - 3; length++) Assert.IsType<Reading<WireRequest>.Incomplete>(RequestReader.Read(bytes[..length]));
        var whole = Assert.IsType<Reading<WireRequest>.Complete>(RequestReader.Read(bytes));
        Assert.Equal(bytes.Length - 3, whole.Consumed);
        Assert.Equal("abc0123456789", Encoding.ASCII.GetString(whole.Message.Body));
        Assert.Equal("X-T: 1", Assert.Single(whole.Message.Trailers).ToString());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "GET", "ok")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "GET", "ok")]
    [InlineData("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "GET", "ok")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n", "HEAD", "")]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "GET", "")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n", "GET", "")]
    public void A_response_is_read_whole(string text, string method, string body)
    {
        var bytes = Encoding.Latin1.GetBytes(text + "HTTP/1.1");
        var whole = Assert.IsType<Reading<WireResponse>.Complete>(ResponseReader.Read(bytes, method, ended: false));
        Assert.Equal((text.Length, body), (whole.Consumed, whole.Message.Text));
        Assert.IsType<Reading<WireResponse>.Incomplete>(ResponseReader.Read(bytes.AsSpan(0, text.Length - 1), method, ended: false));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 200 OK\r\nX-A : 1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 2\r\n\r\nok")]
    [InlineData("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2 \r\nok\r\n")]
    [InlineData("HTTP/2.0 200 OK\r\n\r\n")]
    public void A_response_that_could_mislead_is_refused(string text) =>
        Assert.IsType<Reading<WireResponse>.Refused>(ResponseReader.Read(Encoding.Latin1.GetBytes(text), "GET", ended: false));

    [Fact]
    public void Without_a_length_only_the_end_of_the_connection_ends_a_response()
    {
        var bytes = "HTTP/1.1 200 OK\r\n\r\nok"u8;
        Assert.IsType<Reading<WireResponse>.Incomplete>(ResponseReader.Read(bytes, "GET", ended: false));
        Assert.True(Assert.IsType<Reading<WireResponse>.Complete>(ResponseReader.Read(bytes, "GET", ended: true)).Message.Closes);
    }

    [Fact]
    public void A_lost_or_moved_block_shows_in_the_byte_stream()
    {
        var bytes = ByteStream.Slice(1_000, 10_000).ToArray();
        Assert.True(ByteStream.Matches(1_000, bytes));
        Assert.False(ByteStream.Matches(1_001, bytes));
        Assert.False(ByteStream.Matches(1_000, bytes.AsSpan(4_096)));
        Assert.False(ByteStream.Matches(1_000 + 65_536, bytes));
    }

    [Fact]
    public void Escapes_stand_for_bytes()
    {
        Assert.Equal("a\r\n\t\0\\\xFF ababab"u8.Length - 1, Escaped.Parse(@"a\r\n\t\0\\\xFF ${ab*3}").Length);
        Assert.Equal(@"a\r\n\x00\xFF", Escaped.Show(Escaped.Parse(@"a\r\n\0\xFF")));
    }

    [Fact]
    public void A_chunked_stream_is_read_the_same_however_it_is_cut()
    {
        var bytes = "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\nrest"u8.ToArray();
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var body = BodyStream.Of("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
            var content = new StringBuilder();
            var used = body.Feed(bytes.AsSpan(0, cut), part => content.Append(Encoding.ASCII.GetString(part)));
            used += body.Feed(bytes.AsSpan(used), part => content.Append(Encoding.ASCII.GetString(part)));
            Assert.Equal((bytes.Length - 4, "abc0123456789", true), (used, content.ToString(), body.IsComplete));
        }
    }
}
