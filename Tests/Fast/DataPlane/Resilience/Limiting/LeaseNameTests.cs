using System.Buffers;
using ActorMesh.DataPlane.Resilience.Limiting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ActorMesh.Tests.Fast.DataPlane.Resilience.Limiting;

public sealed class LeaseNameTests
{
    [Fact]
    public void It_can_be_read_back()
    {
        var written = new ArrayBufferWriter<byte>();
        foreach (var part in (string[])["d", "k", "v"]) LeaseName.Write(written, System.Text.Encoding.UTF8.GetBytes(part));
        var name = new LeasedBuckets(new FakeTimeProvider()).Find(written.WrittenSpan).Name;

        Assert.Equal(("d", "k=v", "d/k=v"), (name.Domain, string.Join(',', name.Entries.Select(entry => $"{entry.Key}={entry.Value}")), name.ToString()));
    }
}
