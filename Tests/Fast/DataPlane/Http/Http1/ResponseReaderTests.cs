using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Tests.Fast.Kit;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

public sealed class ResponseReaderTests
{
    public static TheoryData<string, HttpMethod, string, string, string> Good => new()
    {
        { "a length", HttpMethod.Get, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "200 OK 1.1 length=2 keep\nContent-Length: 2", "ok" },
        { "a length of zero", HttpMethod.Get, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "200 OK 1.1 keep\nContent-Length: 0", "" },
        { "chunks", HttpMethod.Get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nok\r\n0\r\nA: b\r\n\r\n", "200 OK 1.1 Chunked keep\nTransfer-Encoding: chunked", "ok" },
        { "no reason", HttpMethod.Get, "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n", "200  1.1 keep\nContent-Length: 0", "" },
        { "no space before no reason", HttpMethod.Get, "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", "200  1.1 keep\nContent-Length: 0", "" },
        { "a long reason outside ASCII", HttpMethod.Get, "HTTP/1.1 404 Nicht da: \u00e9\t!\r\nContent-Length: 0\r\n\r\n", "404 Nicht da: \u00e9\t! 1.1 keep\nContent-Length: 0", "" },
        { "a status that nobody knows", HttpMethod.Get, "HTTP/1.1 599 X\r\nContent-Length: 1\r\n\r\nx", "599 X 1.1 length=1 keep\nContent-Length: 1", "x" },
        { "close", HttpMethod.Get, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx", "200 OK 1.1 length=1\nConnection: close\nContent-Length: 1", "x" },
        { "HTTP/1.0", HttpMethod.Get, "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", "200 OK 1.0 length=1\nContent-Length: 1", "x" },
        { "HTTP/1.0 that stays", HttpMethod.Get, "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", "200 OK 1.0 length=1 keep\nConnection: keep-alive\nContent-Length: 1", "x" },
        { "HEAD with a length", HttpMethod.Head, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "200 OK 1.1 keep\nContent-Length: 9", "" },
        { "HEAD with chunks", HttpMethod.Head, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "200 OK 1.1 keep\nTransfer-Encoding: chunked", "" },
        { "HEAD with nothing", HttpMethod.Head, "HTTP/1.1 200 OK\r\n\r\n", "200 OK 1.1 keep", "" },
        { "204", HttpMethod.Get, "HTTP/1.1 204 No Content\r\n\r\n", "204 No Content 1.1 keep", "" },
        { "204 with a length of zero", HttpMethod.Get, "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n", "204 No Content 1.1 keep\nContent-Length: 0", "" },
        { "304 with the length of what it stands for", HttpMethod.Get, "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n", "304 Not Modified 1.1 keep\nContent-Length: 9", "" },
        { "304 with an encoding", HttpMethod.Get, "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", "304 Not Modified 1.1 keep\nTransfer-Encoding: chunked", "" },
    };

    public static TheoryData<string, HttpMethod, string, string> Bad => new()
    {
        { "another protocol", HttpMethod.Get, "SSH-2.0-OpenSSH_9.2\r\n\r\n", "bad_status_line" },
        { "HTTP/2", HttpMethod.Get, "HTTP/2.0 200 OK\r\n\r\n", "bad_status_line" },
        { "HTTP/1.2", HttpMethod.Get, "HTTP/1.2 200 OK\r\n\r\n", "bad_status_line" },
        { "lower case", HttpMethod.Get, "http/1.1 200 OK\r\n\r\n", "bad_status_line" },
        { "no status", HttpMethod.Get, "HTTP/1.1 \r\n\r\n", "bad_status_line" },
        { "two digits", HttpMethod.Get, "HTTP/1.1 20 OK\r\n\r\n", "bad_status_line" },
        { "four digits", HttpMethod.Get, "HTTP/1.1 2000 OK\r\n\r\n", "bad_status_line" },
        { "letters", HttpMethod.Get, "HTTP/1.1 2OO OK\r\n\r\n", "bad_status_line" },
        { "below 100", HttpMethod.Get, "HTTP/1.1 099 OK\r\n\r\n", "bad_status_line" },
        { "beyond 599", HttpMethod.Get, "HTTP/1.1 600 OK\r\n\r\n", "bad_status_line" },
        { "tab before the status", HttpMethod.Get, "HTTP/1.1\t200 OK\r\n\r\n", "bad_status_line" },
        { "two spaces before the status", HttpMethod.Get, "HTTP/1.1  200 OK\r\n\r\n", "bad_status_line" },
        { "tab before the reason", HttpMethod.Get, "HTTP/1.1 200\tOK\r\n\r\n", "bad_status_line" },
        { "CR in the reason", HttpMethod.Get, "HTTP/1.1 200 O\rK\r\n\r\n", "bad_status_line" },
        { "NUL in the reason", HttpMethod.Get, "HTTP/1.1 200 O\0K\r\n\r\n", "bad_status_line" },
        { "an empty line first", HttpMethod.Get, "\r\nHTTP/1.1 200 OK\r\n\r\n", "bad_status_line" },
        { "LF alone", HttpMethod.Get, "HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n", "bare_line_feed" },
        { "LF alone behind a field", HttpMethod.Get, "HTTP/1.1 200 OK\r\nContent-Length: 0\n\r\n", "bare_line_feed" },
        { "space before a colon", HttpMethod.Get, "HTTP/1.1 200 OK\r\nContent-Length : 5\r\n\r\n", "bad_field_name" },
        { "a folded field", HttpMethod.Get, "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n", "folded_field" },
        { "CR in a value", HttpMethod.Get, "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n", "bad_field_value" },
        { "length and encoding", HttpMethod.Get, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "length_and_transfer_encoding" },
        { "length and encoding in answer to HEAD", HttpMethod.Head, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "length_and_transfer_encoding" },
        { "two lengths", HttpMethod.Get, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\n", "duplicate_content_length" },
        { "a list of lengths", HttpMethod.Get, "HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\n", "bad_content_length" },
        { "a negative length", HttpMethod.Get, "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "bad_content_length" },
        { "gzip, chunked", HttpMethod.Get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "bad_transfer_encoding" },
        { "chunks in HTTP/1.0", HttpMethod.Get, "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "bad_transfer_encoding" },
        { "204 with a length", HttpMethod.Get, "HTTP/1.1 204 No Content\r\nContent-Length: 1\r\n\r\n", "bad_content_length" },
        { "204 with chunks", HttpMethod.Get, "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n", "bad_transfer_encoding" },
        { "103 with a length", HttpMethod.Get, "HTTP/1.1 103 Early Hints\r\nContent-Length: 1\r\n\r\n", "bad_content_length" },
        { "101 with chunks", HttpMethod.Get, "HTTP/1.1 101 Switching Protocols\r\nTransfer-Encoding: chunked\r\n\r\n", "bad_transfer_encoding" },
        { "Connection names Content-Length", HttpMethod.Get, "HTTP/1.1 200 OK\r\nConnection: content-length\r\nContent-Length: 1\r\n\r\n", "bad_connection" },
        { "a bad chunk", HttpMethod.Get, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", "bad_chunk_end" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void An_answer_is_understood_whole_or_in_pieces(string kind, HttpMethod method, string answer, string head, string body)
    {
        var whole = Reading.Responses(answer, method);
        Assert.True(whole.Error is null && whole.Messages is [var only] && only == new Told(head, body, IsWhole: true) && whole.Rest.Length == 0, $"{kind}: {whole}");
        Reading.Responses(answer.Single(), method).AssertTellsTheSameAs(whole);
        for (var cut = 1; cut < answer.Length; cut++) Reading.Responses(answer.Cut([cut]), method).AssertTellsTheSameAs(whole);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void An_answer_in_doubt_is_refused_whole_or_in_pieces(string flaw, HttpMethod method, string answer, string code)
    {
        var whole = Reading.Responses(answer, method);
        Assert.True(whole.Error == "http1." + code, $"{flaw}: {whole}");
        Assert.Empty(whole.Whole);
        Reading.Responses(answer.Single(), method).AssertTellsTheSameAs(whole);
        for (var cut = 1; cut < answer.Length; cut++) Reading.Responses(answer.Cut([cut]), method).AssertTellsTheSameAs(whole);
    }

    [Fact]
    public void Interim_answers_come_before_the_real_one()
    {
        const string Answer = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx";
        foreach (var told in new[] { Reading.Responses(Answer), Reading.Responses(Answer.Single()) })
        {
            Assert.Equal(["100 Continue 1.1 keep", "103 Early Hints 1.1 keep\nLink: x", "200 OK 1.1 length=1 keep\nContent-Length: 1"], told.Messages.Select(message => message.Head));
            Assert.Equal("x", told.Messages[^1].Body);
        }
    }

    [Fact]
    public void Without_framing_the_end_of_the_stream_ends_the_body()
    {
        var (reader, told) = (new ResponseReader(MessageLimits.Default), "HTTP/1.1 200 OK\r\n\r\nabc".Octets());
        reader.Expect(HttpMethod.Get);
        Assert.Equal(ReadStep.Part, reader.Read(told, 0, told.Length, out _));
        Assert.Equal((BodyKind.UntilClose, false, false), (reader.Head.Body, reader.Head.KeepAlive, reader.Part.IsLast));
        Assert.Equal("abc", reader.Part.Data.Latin());
        Assert.True(reader.EndOfStream());
        Assert.Equal((true, 0), (reader.Part.IsLast, reader.Part.Length));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Len")]
    [InlineData("")]
    public void An_end_within_a_message_is_no_proper_end(string cutOff)
    {
        var (reader, octets) = (new ResponseReader(MessageLimits.Default), cutOff.Octets());
        reader.Expect(HttpMethod.Get);
        if (octets.Length > 0) Assert.NotEqual(ReadStep.Failed, reader.Read(octets, 0, octets.Length, out _));
        Assert.False(reader.EndOfStream());
    }

    [Theory]
    [InlineData(HttpMethod.Get, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")]
    [InlineData(HttpMethod.Connect, "HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData(HttpMethod.Connect, "HTTP/1.1 299 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData(HttpMethod.Connect, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: x\r\nTransfer-Encoding: chunked\r\n\r\n")]
    public void After_a_switch_everything_is_opaque(HttpMethod method, string head)
    {
        var told = Reading.Responses(head + "HTTP/1.1 bytes\n\0that look like nothing", method);
        Assert.Null(told.Error);
        Assert.Equal("HTTP/1.1 bytes\n\0that look like nothing", Assert.Single(told.Messages).Body);
        Assert.Contains("Tunnel", told.Messages[0].Head, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_CONNECT_is_an_answer_like_any_other()
    {
        var told = Reading.Responses("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", HttpMethod.Connect);
        Assert.Equal(new Told("403 Forbidden 1.1 length=2 keep\nContent-Length: 2", "no", IsWhole: true), Assert.Single(told.Messages));
    }

    [Fact]
    public void It_expects_the_next_answer_after_the_last_was_dropped_halfway()
    {
        var (reader, half) = (new ResponseReader(MessageLimits.Default), "HTTP/1.1 200 OK\r\nX: unfinish".Octets());
        reader.Expect(HttpMethod.Get);
        Assert.Equal(ReadStep.NeedMore, reader.Read(half, 0, half.Length, out _));
        reader.Expect(HttpMethod.Head);
        var whole = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n".Octets();
        Assert.Equal(ReadStep.Part, reader.Read(whole, 0, whole.Length, out _));
        Assert.True(reader.Part.IsLast);
    }
}
