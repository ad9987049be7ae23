using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

/// <summary>What is forwarded is what was understood: reading what was written tells the same message again.</summary>
public sealed class RoundTripTests
{
    private static readonly string[] OfOneHop =
        ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "content-length", "upgrade", "trailer", "te", "expect", "host", "x-a", "x-b"];

    /// <summary>Without a host there is nothing to put into Host, and no one takes an empty one.</summary>
    private static readonly Gen<string> Request = MessageGen.Request.Where(request => request.Contains("\r\nHost: ", StringComparison.Ordinal));

    [Fact]
    public void A_forwarded_request_tells_the_same() => Request.Sample(request =>
    {
        var forwarded = Forward(request);
        var before = Assert.Single(Reading.Requests(request).Messages);
        var after = Assert.Single(Reading.Requests(forwarded).Messages);
        Assert.Equal(before.Body, after.Body);
        Assert.Equal(Line(before.Head, "@", "length", "Chunked"), Line(after.Head, "@", "length", "Chunked"));
        Assert.Equal(EndToEnd(before.Head), EndToEnd(after.Head));
    });

    [Fact]
    public void Forwarding_twice_changes_nothing_more() => Request.Sample(request =>
    {
        var once = Forward(request);
        Assert.Equal(once, Forward(once));
    });

    [Fact]
    public void A_forwarded_request_has_one_framing_at_most() => Request.Sample(request =>
    {
        var head = Forward(request).Split("\r\n\r\n")[0].ToLowerInvariant();
        Assert.InRange(Count(head, "\r\ncontent-length:") + Count(head, "\r\ntransfer-encoding:"), 0, 1);
        Assert.Equal(1, Count(head, "\r\nhost:"));
        Assert.Equal(0, Count(head, "\r\nconnection:") + Count(head, "\r\nkeep-alive:") + Count(head, "\r\nupgrade:") + Count(head, "\r\nexpect:") + Count(head, "\r\ntrailer:"));
    });

    [Fact]
    public void A_forwarded_answer_tells_the_same() => MessageGen.Response.Sample(answer =>
    {
        var before = Reading.Responses(answer).Messages;
        var forwarded = ForwardAnswer(answer);
        var after = Reading.Responses(forwarded).Messages;
        Assert.Equal(before.Select(message => message.Body), after.Select(message => message.Body));
        Assert.Equal(before.Select(message => message.Head.Split(' ')[0]), after.Select(message => message.Head.Split(' ')[0]));
        Assert.Equal(before.SelectMany(message => EndToEnd(message.Head)), after.SelectMany(message => EndToEnd(message.Head)));
        Assert.Equal(forwarded, ForwardAnswer(forwarded));
    });

    private static string Forward(string request)
    {
        var (reader, message, octets) = (new RequestReader(MessageLimits.Default), new OutgoingMessage(), request.Octets());
        var (start, text) = (0, "");
        do
        {
            Assert.Equal(ReadStep.Part, reader.Read(octets, start, octets.Length, out var consumed));
            start += consumed;
            if (reader.Part.Head is { } head)
            {
                HeadWriter.WriteRequest(message.Buffer, head, keepUpgrade: false);
                message.Begin(head.Body);
            }

            message.Add(reader.Part);
            text += Taken(message);
        }
        while (!reader.Part.IsLast);
        message.Release();
        return text;
    }

    private static string ForwardAnswer(string answer)
    {
        var (reader, writer, octets) = (new ResponseReader(MessageLimits.Default), new AnswerWriter(), answer.Octets());
        var (start, text) = (0, "");
        reader.Expect(HttpMethod.Get);
        writer.Begin(Requests.Request(), mayKeepAlive: true);
        do
        {
            Assert.Equal(ReadStep.Part, reader.Read(octets, start, octets.Length, out var consumed));
            start += consumed;
            writer.Take(reader.Part, isRequestComplete: true, isDraining: false);
            while (writer.Next() is { } chunk) text += chunk.Span.Latin();
        }
        while (!reader.Part.IsLast);
        writer.Release();
        return text;
    }

    private static string Taken(OutgoingMessage message)
    {
        var text = "";
        while (message.Next() is { } chunk) text += chunk.Span.Latin();
        return text;
    }

    /// <summary>Method, target, and those words of the first line of a told head that begin so.</summary>
    private static IEnumerable<string> Line(string head, params string[] words)
    {
        var line = head.Split('\n')[0].Split(' ');
        return line.Take(2).Concat(line.Skip(3).Where(word => words.Any(start => word.StartsWith(start, StringComparison.Ordinal))));
    }

    private static IEnumerable<string> EndToEnd(string head) =>
        head.Split('\n').Skip(1).Where(line => !OfOneHop.Contains(line.Split(':')[0].ToLowerInvariant()));

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
