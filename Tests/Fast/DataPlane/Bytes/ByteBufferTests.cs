using ActorMesh.DataPlane.Bytes;
using ActorMesh.Tests.Fast.Kit;
using CsCheck;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes;

public sealed class ByteBufferTests
{
    [Fact]
    public void An_empty_buffer_holds_no_array()
    {
        var buffer = new ByteBuffer();
        Assert.Equal((false, 0, true), (buffer.HasArray, buffer.Array.Length, buffer.IsEmpty));
        buffer.Append("x"u8);
        Assert.True(buffer.HasArray);
        buffer.Release();
        Assert.Equal((false, 0), (buffer.HasArray, buffer.Length));
    }

    [Fact]
    public void It_grows_and_keeps_what_it_holds()
    {
        var buffer = new ByteBuffer(BufferPool.Tiny);
        var text = string.Concat(Enumerable.Range(0, 50_000).Select(n => $"{n},"));
        foreach (var piece in text.Chunk(777)) buffer.Append(new string(piece).Octets());
        Assert.Equal(text, buffer.Span.Latin());
        buffer.Release();
    }

    [Fact]
    public void Room_at_the_end_is_at_least_what_was_asked_for()
    {
        var buffer = new ByteBuffer();
        foreach (var size in new[] { 1, ByteBuffer.SmallSize, ByteBuffer.LargeSize, 200_000 })
        {
            Assert.InRange(buffer.Free(size).Length, size, int.MaxValue);
            buffer.Advance(1);
        }

        Assert.Equal(4, buffer.Length);
        buffer.Release();
    }

    [Fact]
    public void What_was_consumed_makes_room_without_another_array()
    {
        var buffer = new ByteBuffer(BufferPool.Tiny);
        buffer.Append(new byte[BufferPool.Tiny - 2]);
        buffer.Append("ab"u8);
        var array = buffer.Array;
        buffer.Consume(BufferPool.Tiny - 2);
        buffer.Append("cd"u8);
        Assert.Same(array, buffer.Array);
        Assert.Equal("abcd", buffer.Span.Latin());
        Assert.Equal(0, buffer.Start);
        buffer.Release();
    }

    [Fact]
    public void Consuming_all_of_it_starts_over_at_the_front_and_leaves_the_bytes_where_they_are()
    {
        var buffer = new ByteBuffer();
        buffer.Append("abc"u8);
        var array = buffer.Array;
        buffer.Consume(1);
        Assert.Equal((1, 3), (buffer.Start, buffer.End));
        buffer.Consume(2);
        Assert.Equal((0, 0), (buffer.Start, buffer.End));
        Assert.Same(array, buffer.Array);
        Assert.Equal("abc", array.AsSpan(0, 3).Latin()); // Whoever borrowed them may still look.
        buffer.Release();
    }

    [Fact]
    public void An_array_that_was_given_back_serves_again()
    {
        var first = new ByteBuffer();
        first.Append("x"u8);
        var array = first.Array;
        first.Release();
        var second = new ByteBuffer();
        second.Append("y"u8);
        Assert.Same(array, second.Array);
        second.Release();
    }

    [Fact]
    public void An_abandoned_array_serves_nobody_else()
    {
        var buffer = new ByteBuffer();
        buffer.Append("x"u8);
        var array = buffer.Array;
        buffer.Abandon();
        Assert.Equal((false, 0), (buffer.HasArray, buffer.Length));
        var others = Enumerable.Range(0, 40).Select(_ => BufferPool.Rent(array.Length)).ToList();
        Assert.DoesNotContain(array, others);
        others.ForEach(BufferPool.Return);
    }

    [Fact]
    public void Releasing_twice_gives_back_once()
    {
        var buffer = new ByteBuffer();
        buffer.Append("x"u8);
        buffer.Release();
        buffer.Release();
        var (one, other) = (BufferPool.Rent(ByteBuffer.SmallSize), BufferPool.Rent(ByteBuffer.SmallSize));
        Assert.NotSame(one, other);
        BufferPool.Return(one);
        BufferPool.Return(other);
    }

    /// <summary>Against a text.</summary>
    [Fact]
    public void It_behaves_like_a_queue_of_octets() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 9_000]).List[0, 40].Sample(steps =>
        {
            var (buffer, model, next) = (new ByteBuffer(BufferPool.Tiny), new List<byte>(), (byte)0);
            foreach (var (step, size) in steps)
            {
                if (step <= 1)
                {
                    var octets = new byte[size];
                    for (var n = 0; n < size; n++) octets[n] = next++;
                    buffer.Append(octets);
                    model.AddRange(octets);
                }
                else if (step == 2)
                {
                    var count = Math.Min(size, model.Count);
                    buffer.Consume(count);
                    model.RemoveRange(0, count);
                }
                else
                {
                    buffer.Append(next);
                    model.Add(next++);
                }

                Assert.Equal(model.Count, buffer.Length);
            }

            Assert.True(buffer.Span.SequenceEqual(model.ToArray()));
            buffer.Release();
        });
}
