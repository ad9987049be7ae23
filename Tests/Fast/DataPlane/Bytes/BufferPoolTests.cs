using ActorMesh.DataPlane.Bytes;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Bytes;

public sealed class BufferPoolTests
{
    [Theory]
    [InlineData(0, BufferPool.Tiny)]
    [InlineData(BufferPool.Tiny, BufferPool.Tiny)]
    [InlineData(BufferPool.Tiny + 1, BufferPool.Small)]
    [InlineData(BufferPool.Small, BufferPool.Small)]
    [InlineData(BufferPool.Small + 1, BufferPool.Large)]
    [InlineData(BufferPool.Large, BufferPool.Large)]
    public void An_array_has_the_next_size(int atLeast, int expected)
    {
        var array = BufferPool.Rent(atLeast);
        Assert.Equal(expected, array.Length);
        BufferPool.Return(array);
    }

    [Fact]
    public void Larger_ones_come_from_the_framework_and_go_back_there()
    {
        var array = BufferPool.Rent(BufferPool.Large + 1);
        Assert.InRange(array.Length, BufferPool.Large + 1, int.MaxValue);
        BufferPool.Return(array);
        BufferPool.Return(new byte[BufferPool.Tiny * 2]); // Of a size that is not kept: none of ours.
    }

    [Fact]
    public void Nobody_has_an_array_that_somebody_else_has()
    {
        var rented = Enumerable.Range(0, 200).Select(_ => BufferPool.Rent(BufferPool.Tiny)).ToList();
        Assert.Equal(200, rented.Distinct().Count());
        rented.ForEach(BufferPool.Return);
        var again = Enumerable.Range(0, 200).Select(_ => BufferPool.Rent(BufferPool.Tiny)).ToList();
        Assert.Equal(200, again.Distinct().Count());
        again.ForEach(BufferPool.Return);
    }

    [Fact]
    public void A_thread_gets_back_what_it_returned_last_without_allocating()
    {
        BufferPool.Return(BufferPool.Rent(BufferPool.Small));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++) BufferPool.Return(BufferPool.Rent(BufferPool.Small));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
