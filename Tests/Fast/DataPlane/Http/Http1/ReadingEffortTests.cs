using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>A peer that sends byte by byte costs no more than one that sends all at once: what was looked at is not looked at again.</summary>
public sealed class ReadingEffortTests
{
    private delegate ReadStep ReadFunction(byte[] array, int start, int end, out int consumed);

    [Fact]
    public void A_request_head_of_60_KiB_is_looked_at_once()
    {
        var reader = new RequestReader(MessageLimits.Default);
        var request = "GET / HTTP/1.1\r\nHost: a\r\n" + Padding() + "\r\n";
        ReadSingly(request, reader.Read, lineEnd: "GET / HTTP/1.1\r\n".Length);
        Assert.Equal(99, reader.Part.Head!.Headers.Slots);
        Assert.True(reader.Part.IsLast);
    }

    [Fact]
    public void A_response_head_of_60_KiB_is_looked_at_once()
    {
        var reader = new ResponseReader(MessageLimits.Default);
        reader.Expect(HttpMethod.Get);
        ReadSingly("HTTP/1.1 204 No Content\r\n" + Padding() + "\r\n", reader.Read, lineEnd: 0);
        Assert.Equal(98, reader.Head.Headers.Slots);
    }

    [Fact]
    public void Trailers_are_looked_at_once()
    {
        var decoder = new ChunkedDecoder(MessageLimits.Default);
        Assert.Null(decoder.Decode("0\r\n"u8, out var consumed, out _));
        Assert.Equal(3, consumed);
        var trailers = string.Concat(Enumerable.Repeat($"X: {new string('y', 1000)}\r\n", 8)) + "\r\n";
        var offered = trailers.Octets();
        for (var length = 1; length < trailers.Length; length++)
        {
            Ruin(offered, length);
            Assert.Null(decoder.Decode(offered.AsSpan(0, length), out consumed, out _));
            Assert.Equal(0, consumed);
        }

        Assert.Null(decoder.Decode(trailers.Octets(), out consumed, out _));
        Assert.Equal(trailers.Length, consumed);
        Assert.True(decoder.IsDone);
    }

    /// <summary>However many fields there are, whoever writes the head does not look at Connection again.</summary>
    [Fact]
    public void Options_of_Connection_are_looked_at_once()
    {
        const string Options = "x-a, x-b, close";
        var octets = ("GET / HTTP/1.1\r\nHost: a\r\nX-A: 1\r\nConnection: " + Options + "\r\nX-B: 2\r\nX-C: 3\r\n\r\n").Octets();
        var head = new RequestHead();
        Assert.Null(RequestParser.Parse(octets, 0, octets.Length, head, MessageLimits.Default));
        Array.Fill(octets, (byte)'\n', octets.AsSpan().IndexOf(Options.Octets()), Options.Length);
        var written = new ByteBuffer();
        HeadWriter.WriteRequest(written, head, keepUpgrade: false);
        Assert.Equal("GET / HTTP/1.1\r\nhost: a\r\nX-C: 3\r\n\r\n", written.Span.Latin());
        written.Release();
    }

    /// <summary>98 fields; the whole head comes close to 60 KiB.</summary>
    private static string Padding() => string.Concat(Enumerable.Range(10, 98).Select(n => $"X-{n}: {new string('y', 612)}\r\n"));

    private static void ReadSingly(string head, ReadFunction read, int lineEnd)
    {
        Assert.InRange(head.Length, 59 * 1024, 60 * 1024);
        var offered = head.Octets();
        for (var length = 1; length < head.Length; length++)
        {
            // When the first line has just ended, it is looked at a second time, to judge it early.
            if (length > lineEnd) Ruin(offered, length);
            Assert.Equal(ReadStep.NeedMore, read(offered, 0, length, out var consumed));
            Assert.Equal(0, consumed);
        }

        Assert.Equal(ReadStep.Part, read(head.Octets(), 0, head.Length, out var all));
        Assert.Equal(head.Length, all);
    }

    /// <summary>Overwrites what was offered before, but for the last two octets, by what no line may hold: whoever looks back fails.</summary>
    private static void Ruin(byte[] offered, int length) => Array.Fill(offered, (byte)'\n', 0, Math.Max(0, length - 2));
}
