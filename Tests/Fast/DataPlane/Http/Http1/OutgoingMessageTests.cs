using ActorMesh.DataPlane.Bytes;
using ActorMesh.DataPlane.Http;
using ActorMesh.DataPlane.Http.Http1;
using ActorMesh.Tests.Fast.Kit;
using Xunit;
using static ActorMesh.Tests.Fast.Kit.Responses;

namespace ActorMesh.Tests.Fast.DataPlane.Http.Http1;

public sealed class OutgoingMessageTests
{
    private static readonly string Large = new('x', ByteBuffer.SmallSize);

    [Fact]
    public void A_small_body_leaves_with_its_head_in_one_run()
    {
        var message = Begun("head|", BodyKind.Length);
        message.Add(Part(null, "body", isLast: true));
        Assert.Equal(["head|body"], Drain(message));
        Assert.True(message.IsComplete);
        Assert.True(message.CanReplay);
    }

    [Fact]
    public void A_message_in_the_buffer_can_be_sent_again()
    {
        var message = Begun("head|", BodyKind.Chunked);
        message.Add(Part(null, "body", isLast: true));
        Assert.Equal(["head|4\r\nbody\r\n0\r\n\r\n"], Drain(message));
        Assert.True(message.CanReplay);
        Again(message, "HEAD|");
        Assert.Equal(["HEAD|4\r\nbody\r\n0\r\n\r\n"], Drain(message));
    }

    [Fact]
    public void A_large_body_passes_where_it_lies()
    {
        var message = Begun("head|", BodyKind.Length);
        var part = Part(null, Large, isLast: true);
        message.Add(part);
        Assert.Equal("head|", message.Next()!.Span.Latin());
        Assert.Same(part.Array, message.Next()!.Array);
        Assert.Null(message.Next());
        Assert.True(message.IsComplete);
        Assert.False(message.CanReplay);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    public void What_just_fits_is_copied(int beyond, int runs)
    {
        var message = Begun("head|", BodyKind.Length);
        message.Add(Part(null, new string('x', ByteBuffer.SmallSize - "head|".Length + beyond), isLast: true));
        Assert.Equal(runs, Drain(message).Count);
    }

    [Fact]
    public void What_follows_the_first_run_makes_it_a_stream()
    {
        var message = Begun("head|", BodyKind.Length);
        message.Add(Part(null, "1"));
        Assert.Equal(["head|1"], Drain(message));
        Assert.True(message.CanReplay);
        message.Add(Part(null, "2"));
        Assert.False(message.CanReplay);
        Assert.Equal(["2"], Drain(message));
        message.Add(Part(null, Large));
        Assert.Equal([Large], Drain(message));
        Assert.False(message.IsComplete);
        message.Add(Part(null, "", isLast: true));
        Assert.Empty(Drain(message));
        Assert.True(message.IsComplete);
    }

    [Fact]
    public void Parts_that_come_before_the_first_run_is_taken_join_it()
    {
        var message = Begun("head|", BodyKind.Length);
        message.Add(Part(null, "1"));
        message.Add(Part(null, "2", isLast: true));
        Assert.Equal(["head|12"], Drain(message));
        Assert.True(message.CanReplay);
    }

    [Fact]
    public void Chunks_are_framed_here_and_empty_parts_are_none()
    {
        var message = Begun("head|", BodyKind.Chunked);
        message.Add(Part(null, ""));
        Assert.Equal(["head|"], Drain(message));
        message.Add(Part(null, new string('x', 26)));
        Assert.Equal([$"1a\r\n{new string('x', 26)}\r\n"], Drain(message));
        message.Add(Part(null, "", isLast: true));
        Assert.Equal(["0\r\n\r\n"], Drain(message));
        Assert.True(message.IsComplete);
    }

    [Fact]
    public void A_large_chunk_decodes_to_what_went_in()
    {
        var message = Begun("", BodyKind.Chunked);
        var body = string.Concat(Enumerable.Range(0, 20_000).Select(n => n.ToString()));
        message.Add(Part(null, body, isLast: true));
        var told = Reading.Requests("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + string.Concat(Drain(message)));
        Assert.Equal(body, Assert.Single(told.Whole).Body);
    }

    [Fact]
    public void A_large_head_without_a_body_leaves_in_one_run_and_can_be_sent_again()
    {
        var message = Begun(Large + "head|", BodyKind.None);
        message.Add(Part(null, "", isLast: true));
        Assert.Equal([Large + "head|"], Drain(message));
        Assert.True(message.CanReplay);
    }

    [Fact]
    public void What_was_only_lent_when_it_starts_over_is_not_lost()
    {
        var message = Begun("head|", BodyKind.Chunked);
        message.KeepMax = 100;
        message.Add(Part(null, "abc"));
        Assert.Equal("head|3\r\nabc\r\n", message.Next()!.Span.Latin()); // The kernel took some of it, perhaps.
        Again(message, "HEAD|");
        message.Add(Part(null, "d", isLast: true));
        Assert.Equal("HEAD|3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n", string.Concat(Drain(message)));
    }

    [Fact]
    public void A_longer_body_starts_over_in_its_order_as_often_as_it_must()
    {
        var message = Begun("head|", BodyKind.Length);
        message.KeepMax = 100_000;
        message.Add(Part(null, "abc"));
        Drain(message);
        message.Add(Part(null, Large));
        Assert.Equal([Large], Drain(message));
        Again(message, Large);
        Again(message, "again|");
        Assert.Equal("again|abc" + Large, string.Concat(Drain(message)));
        message.Add(Part(null, "z", isLast: true));
        Assert.Equal(["z"], Drain(message));
    }

    [Fact]
    public void A_buffer_that_is_given_back_while_it_is_lent_stays_the_borrowers()
    {
        var message = Begun("first", BodyKind.None);
        var lent = message.Next()!;
        var (array, start) = (lent.Array, lent.Start);
        message.Release();
        var others = Enumerable.Range(0, 40).Select(_ => BufferPool.Rent(array.Length)).ToList();
        Assert.DoesNotContain(array, others);
        message.Buffer.Append("second"u8);
        Assert.Equal("first", array.AsSpan(start, 5).Latin());
        others.ForEach(BufferPool.Return);
    }

    [Fact]
    public void A_buffer_that_was_written_is_given_back()
    {
        var message = Begun("first", BodyKind.None);
        var array = message.Next()!.Array;
        Assert.Null(message.Next());
        message.Release();
        var next = BufferPool.Rent(array.Length);
        Assert.Same(array, next); // This thread's newest.
        BufferPool.Return(next);
    }

    private static OutgoingMessage Begun(string head, BodyKind framing)
    {
        var message = new OutgoingMessage();
        message.Buffer.Append(head.Octets());
        message.Begin(framing);
        return message;
    }

    private static void Again(OutgoingMessage message, string head)
    {
        message.BeginReplay();
        message.Buffer.Append(head.Octets());
        message.EndReplayHead();
    }

    private static List<string> Drain(OutgoingMessage message)
    {
        var runs = new List<string>();
        while (message.Next() is { } chunk) runs.Add(chunk.Span.Latin());
        return runs;
    }
}
