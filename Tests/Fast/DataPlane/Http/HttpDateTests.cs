using ActorMesh.DataPlane.Http;
using Microsoft.Extensions.Time.Testing;
using Xunit;
using static System.Text.Encoding;

namespace ActorMesh.Tests.Fast.DataPlane.Http;

public sealed class HttpDateTests
{
    [Fact]
    public void The_date_is_written_as_HTTP_wants_it_and_once_a_second()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(1994, 11, 6, 8, 49, 37, TimeSpan.Zero));
        var date = new HttpDate(clock);
        var first = date.Now;
        Assert.Equal("Sun, 06 Nov 1994 08:49:37 GMT", ASCII.GetString(first)); // The example of RFC 9110 section 5.6.7.
        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Same(first, date.Now);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("Sun, 06 Nov 1994 08:49:38 GMT", ASCII.GetString(date.Now));
        clock.AdjustTime(clock.GetUtcNow().AddSeconds(-1));
        Assert.Equal("Sun, 06 Nov 1994 08:49:37 GMT", ASCII.GetString(date.Now));
    }
}
