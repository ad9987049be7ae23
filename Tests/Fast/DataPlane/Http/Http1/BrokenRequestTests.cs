using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>A request that cannot be read is handed on with what was understood of it, and with nothing of the request before it.</summary>
public sealed class BrokenRequestTests
{
    private const string Before = "PUT /before HTTP/1.1\r\nHost: before.test\r\n\r\n";

    [Theory]
    [InlineData("GET /a?b HTTP/1.1\r\nHost: x.test\r\nHost: y.test\r\n\r\n", "GET", "/a?b", "x.test")]
    [InlineData("HEAD /a HTTP/1.1\r\nHost: x.test\r\nX : y\r\n\r\n", "HEAD", "/a", "x.test")]
    [InlineData("HEAD /a HTTP/9.9\r\nHost: x.test\r\n\r\n", "HEAD", "/a", "")]
    [InlineData("GET /a HTTP/1.1\r\nHost: x.test\n", "GET", "/a", "")]
    [InlineData("no request\r\n", "no", "request", "")]
    [InlineData("GET /a b HTTP/1.1\r\n", "GET", "/a", "")]
    [InlineData("\n", "", "", "")]
    public void What_was_understood_is_known(string request, string method, string target, string host)
    {
        foreach (var pieces in new[] { [Before + request], request.Single().Prepend(Before) })
        {
            var reader = Fed(pieces);
            var head = Assert.IsType<RequestHead>(reader.Part.Head);
            Assert.NotNull(reader.Part.Error);
            Assert.Equal((method, target), (head.MethodBytes.Latin(), head.Target.Latin()));
            Assert.Equal(host.Length > 0 ? host : null, head.Headers.Header("host")?.Split('|')[0]);
        }
    }

    [Fact]
    public void A_head_that_is_given_up_shows_its_first_line()
    {
        var octets = "POST /slow HTTP/1.1\r\nHost: x".Octets();
        var reader = Fed([octets.AsSpan().Latin()]);
        reader.Break(ProtocolError.HeadTimeout, octets, 0, octets.Length);
        Assert.Same(ProtocolError.HeadTimeout, reader.Part.Error);
        Assert.Equal(("POST", "/slow"), (reader.Part.Head!.MethodBytes.Latin(), reader.Part.Head.Target.Latin()));
    }

    [Fact]
    public void A_line_that_is_too_long_shows_its_beginning()
    {
        var head = Fed(["PATCH /long/" + new string('a', MessageLimits.Default.RequestLineBytesMax)]).Part.Head!;
        Assert.Equal(("PATCH", "/long/aaa"), (head.MethodBytes.Latin(), head.Target[..9].Latin()));
    }

    [Fact]
    public void A_body_that_breaks_later_brings_no_head_again()
    {
        var reader = Fed(["POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", "zz\r\n"]);
        Assert.Equal((ProtocolError.BadChunkSize, null), (reader.Part.Error, reader.Part.Head));
    }

    private static RequestReader Fed(IEnumerable<string> pieces)
    {
        var (reader, pending) = (new RequestReader(MessageLimits.Default), Array.Empty<byte>());
        foreach (var piece in pieces)
        {
            pending = [.. pending, .. piece.Octets()];
            while (pending.Length > 0)
            {
                var step = reader.Read(pending, 0, pending.Length, out var consumed);
                if (step == ReadStep.Failed) return reader;
                pending = pending[consumed..];
                if (step == ReadStep.NeedMore) break;
            }
        }

        return reader;
    }
}
