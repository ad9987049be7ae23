using ActorMesh.Runtime.Boot;
using Akka.Event;
using Xunit;

namespace ActorMesh.Tests.Fast.Runtime.Boot;

public sealed class LogLineTests
{
    [Theory]
    [InlineData("proxy a refuses it", "warning: proxy a refuses it")]
    [InlineData("no\nerror: all is lost\r\u001b[31m", @"warning: no\nerror: all is lost\r\u001b[31m")]
    [InlineData("a\u2028b\u0000\u0085", @"warning: a\u2028b\u0000\u0085")]
    [InlineData("grün ✓", "warning: grün ✓")]
    public void What_a_stranger_wrote_stays_in_its_line(string message, string line) =>
        Assert.Equal(line, LogLine.Of(new Warning("here", typeof(LogLineTests), message)));

    [Fact]
    public void And_so_does_what_failed()
    {
        var line = LogLine.Of(new Error(new InvalidOperationException("bad\nline"), "here", typeof(LogLineTests), "it failed"));
        Assert.StartsWith("error: it failed: System.InvalidOperationException: bad", line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);
    }
}
